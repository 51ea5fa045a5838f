package org.openwa.metrics;

import java.util.Map;

/**
 * A figure as it is at this moment.
 *
 * @param metric its name in Prometheus
 */
public record Reading(String metric, Map<String, String> labels, double value) {

  public Reading {
    labels = Map.copyOf(labels);
  }

  public static Reading of(String metric, double value) {
    return new Reading(metric, Map.of(), value);
  }

  public static Reading of(String metric, String label, String text, double value) {
    return new Reading(metric, Map.of(label, text), value);
  }
}
