package org.openwa.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Figures that only the database knows. They are of the whole cluster. */
@FunctionalInterface
public interface Stored {

  /**
   * One look.
   *
   * @param byStatus how many sessions are in each status
   * @param nodes where each session lives
   * @param outbox deliveries that wait, counted up to a bound
   * @param oldestSeconds since when the oldest of them waits; empty where none does
   * @param savedSessions sessions with a profile in the vault
   * @param savedBytes of their newest profiles
   */
  record Figures(
      Map<String, Long> byStatus,
      Map<String, String> nodes,
      long outbox,
      Optional<Double> oldestSeconds,
      long savedSessions,
      long savedBytes) {

    public Figures {
      byStatus = Map.copyOf(byStatus);
      nodes = Map.copyOf(nodes);
    }
  }

  CompletionStage<Figures> look();
}
