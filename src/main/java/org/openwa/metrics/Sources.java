package org.openwa.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openwa.memory.MemoryBoard;
import org.openwa.memory.NodeMemory;
import org.openwa.memory.SessionMemory;
import org.openwa.session.SessionStatus;

/** The figures of the parts, as readings. What is not known is not among them. */
public final class Sources {

  private Sources() {}

  /** What the database knows, and which sessions came to this node. */
  public static Telemetry.Source stored(Stored stored, String node) {
    Movements movements = new Movements(node);
    return new Telemetry.Source(
        "database",
        () ->
            stored
                .look()
                .thenApply(figures -> {
                  Meters.MOVES.withoutTags().increment(movements.came(figures.nodes()));
                  return readings(figures);
                }));
  }

  static List<Reading> readings(Stored.Figures figures) {
    List<Reading> readings = new ArrayList<>();
    for (SessionStatus status : SessionStatus.values()) {
      long count = figures.byStatus().getOrDefault(status.name(), 0L);
      readings.add(Reading.of("openwa_sessions", "status", status.name(), (double) count));
    }
    readings.add(Reading.of("openwa_outbox_pending", (double) figures.outbox()));
    figures
        .oldestSeconds()
        .ifPresent(age -> readings.add(Reading.of("openwa_outbox_oldest_seconds", age)));
    readings.add(Reading.of("openwa_vault_sessions", (double) figures.savedSessions()));
    readings.add(Reading.of("openwa_vault_bytes", (double) figures.savedBytes()));
    return readings;
  }

  /** The memory of this node and its sessions. */
  public static Telemetry.Source memory(MemoryBoard board, String node) {
    return new Telemetry.Source(
        "memory",
        () ->
            CompletableFuture.completedStage(
                board.all().stream()
                    .filter(figures -> figures.node().node().equals(node))
                    .flatMap(figures -> readings(figures).stream())
                    .toList()));
  }

  static List<Reading> readings(MemoryBoard.Figures figures) {
    List<Reading> readings = new ArrayList<>();
    NodeMemory node = figures.node();
    add(readings, "openwa_node_memory_limit_bytes", node.limitBytes());
    add(readings, "openwa_node_memory_used_bytes", node.usedBytes());
    add(readings, "openwa_node_memory_used_ratio", node.usedRatio());
    add(readings, "openwa_node_rss_bytes", node.jvm().rssBytes());
    readings.add(Reading.of("openwa_browsers", node.browsers()));
    readings.add(Reading.of("openwa_memory_measuring_seconds", node.tookMillis() / 1000.0));
    for (SessionMemory session : figures.sessions()) {
      add(readings, "openwa_session_memory_pss_bytes", session, session.pssBytes());
      add(readings, "openwa_session_memory_rss_bytes", session, session.rssBytes());
      add(readings, "openwa_session_js_heap_bytes", session, session.jsHeapBytes());
      add(readings, "openwa_session_processes", session, session.processes());
    }
    return readings;
  }

  private static void add(List<Reading> readings, String metric, @Nullable Number value) {
    if (value != null) {
      readings.add(Reading.of(metric, value.doubleValue()));
    }
  }

  private static void add(
      List<Reading> readings, String metric, SessionMemory session, @Nullable Number value) {
    if (value != null) {
      readings.add(
          new Reading(metric, Map.of("session", session.session().value()), value.doubleValue()));
    }
  }
}
