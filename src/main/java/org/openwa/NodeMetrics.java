package org.openwa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.openwa.cluster.NodeLoad;
import org.openwa.cluster.NodeLoads;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.health.Finding;
import org.openwa.health.Health;
import org.openwa.health.HealthStatus;
import org.openwa.memory.MemoryBoard;
import org.openwa.metrics.Reading;
import org.openwa.metrics.Sources;
import org.openwa.metrics.Telemetry;
import org.openwa.metrics.jdbc.JdbcStored;

/** Says of a whole node what Prometheus is to know. */
record NodeMetrics(
    ActorSystem<?> system,
    Settings settings,
    Database database,
    Health health,
    MemoryBoard memory,
    NodeLoads loads,
    Executor blocking) {

  /** Starts in the background, and ends with the node. */
  void start() {
    Telemetry telemetry =
        Telemetry.start(
            settings.metrics(),
            settings.config(),
            List.of(
                Sources.stored(new JdbcStored(database), settings.node()),
                Sources.memory(memory, settings.node()),
                new Telemetry.Source(
                    "health", () -> health.report().thenApply(NodeMetrics::checks)),
                new Telemetry.Source(
                    "cluster", () -> CompletableFuture.supplyAsync(this::cluster, blocking)),
                new Telemetry.Source(
                    "disk", () -> CompletableFuture.supplyAsync(this::disk, blocking))));
    system.getWhenTerminated().whenComplete((_, _) -> telemetry.close());
  }

  /** What is not configured is neither well nor ill, and absent. */
  private static List<Reading> checks(org.openwa.health.HealthReport report) {
    List<Reading> readings = new ArrayList<>();
    report
        .checks()
        .forEach((name, finding) -> {
          if (finding.status() != HealthStatus.NOT_CONFIGURED) {
            readings.add(Reading.of("openwa_check_ok", "check", name, isOk(finding) ? 1 : 0));
          }
        });
    Finding certificate = report.checks().get("certificate");
    if (certificate != null && certificate.numbers().get("daysLeft") instanceof Number days) {
      readings.add(Reading.of("openwa_certificate_days_left", days.doubleValue()));
    }
    return readings;
  }

  private static boolean isOk(Finding finding) {
    return finding.status() == HealthStatus.OK;
  }

  private List<Reading> cluster() {
    ClusterEvent.CurrentClusterState state = Cluster.get(system).state();
    List<Reading> readings = new ArrayList<>();
    int up = 0;
    for (var member : state.getMembers()) {
      up += member.status().equals(MemberStatus.up()) ? 1 : 0;
    }
    readings.add(Reading.of("openwa_cluster_nodes_up", up));
    readings.add(Reading.of("openwa_cluster_nodes_unreachable", state.getUnreachable().size()));
    loads
        .of(Cluster.get(system).selfMember().address().hostPort())
        .ifPresent(load -> readings.addAll(load(load)));
    return readings;
  }

  private static List<Reading> load(NodeLoad load) {
    return List.of(
        Reading.of("openwa_browser_slots", load.slots()),
        Reading.of("openwa_browser_slots_free", Math.max(0, load.slots() - load.browsers())),
        Reading.of("openwa_node_draining", load.draining() ? 1 : 0));
  }

  private List<Reading> disk() {
    Path folder = settings.dataDirectory();
    try {
      FileStore store = Files.getFileStore(folder);
      return List.of(
          new Reading(
              "openwa_disk_free_ratio",
              Map.of(),
              (double) store.getUsableSpace() / store.getTotalSpace()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
