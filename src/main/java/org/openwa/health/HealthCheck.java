package org.openwa.health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Looks at one part of the node.
 *
 * @param vital whether the node is down when this part is; else it is only degraded
 * @param look must not block; may fail or never answer, which counts as down
 */
public record HealthCheck(String name, boolean vital, Supplier<CompletionStage<Finding>> look) {

  /** A part without which the node still has something to give. */
  public static HealthCheck of(String name, Supplier<CompletionStage<Finding>> look) {
    return new HealthCheck(name, false, look);
  }

  /** A part without which the node is of no use. */
  public static HealthCheck vital(String name, Supplier<CompletionStage<Finding>> look) {
    return new HealthCheck(name, true, look);
  }

  /** The same, with an answer that is kept so long: for a look that costs something. */
  public HealthCheck keptFor(Duration time, InstantSource clock) {
    return new HealthCheck(name, vital, new KeptFinding(look, time, clock));
  }

  /** How bad a finding of this check is for the whole node. */
  HealthStatus weigh(Finding finding) {
    return switch (finding.status()) {
      case NOT_CONFIGURED, OK -> HealthStatus.OK;
      case DEGRADED -> HealthStatus.DEGRADED;
      case DOWN -> vital ? HealthStatus.DOWN : HealthStatus.DEGRADED;
    };
  }
}
