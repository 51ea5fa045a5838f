package org.openwa;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.health.Finding;
import org.openwa.health.HealthCheck;
import org.openwa.session.SessionDirectory;
import org.openwa.session.SessionStatus;
import org.openwa.session.SessionView;

/** What this node looks at when it is asked for its health. */
final class NodeChecks {

  /** The operators' runbook calls a disk with less than this free full. */
  private static final double MIN_FREE_DISK = 0.10;

  /** The operators' runbook calls more than this of the memory high. */
  private static final double MAX_HEAP = 0.80;

  private final Settings settings;
  private final Database database;
  private final SessionDirectory directory;
  private final Cluster cluster;
  private final Executor blocking;

  NodeChecks(
      Settings settings,
      Database database,
      SessionDirectory directory,
      Cluster cluster,
      Executor blocking) {
    this.settings = settings;
    this.database = database;
    this.directory = directory;
    this.cluster = cluster;
    this.blocking = blocking;
  }

  List<HealthCheck> all() {
    return List.of(
        HealthCheck.of("database", this::database),
        HealthCheck.of("journal", this::journal),
        HealthCheck.of("disk", () -> blocking(this::disk)),
        HealthCheck.of("memory", () -> blocking(NodeChecks::memory)),
        HealthCheck.of("browser", () -> blocking(this::browser)),
        HealthCheck.of(
            "certificate",
            () -> blocking(() -> CertificateCheck.look(settings.certificate(), Instant.now()))),
        HealthCheck.vital("cluster", () -> blocking(this::cluster)),
        HealthCheck.of("sessions", this::sessions));
  }

  private CompletionStage<Finding> blocking(Supplier<Finding> look) {
    return CompletableFuture.supplyAsync(look, blocking);
  }

  private CompletionStage<Finding> database() {
    return database
        .ping()
        .handle((_, failure) ->
            failure == null ? Finding.ok("answers") : Finding.down("does not answer"));
  }

  private CompletionStage<Finding> journal() {
    return database
        .hasJournal()
        .handle((_, failure) ->
            failure == null ? Finding.ok("can be read") : Finding.down("cannot be read"));
  }

  private Finding disk() {
    try {
      FileStore store = Files.getFileStore(settings.dataDirectory());
      double free = (double) store.getUsableSpace() / store.getTotalSpace();
      String reason = String.format(Locale.ROOT, "%.0f %% free", free * 100);
      return free < MIN_FREE_DISK ? Finding.degraded(reason) : Finding.ok(reason);
    } catch (IOException e) {
      return Finding.down("the data directory cannot be read");
    }
  }

  private static Finding memory() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    double ratio = (double) used / runtime.maxMemory();
    String reason = String.format(Locale.ROOT, "%.0f %% of the heap in use", ratio * 100);
    Finding finding = ratio > MAX_HEAP ? Finding.degraded(reason) : Finding.ok(reason);
    return finding.with(Map.of("heapUsedBytes", used, "heapMaxBytes", runtime.maxMemory()));
  }

  private Finding browser() {
    for (Path program : List.of(settings.browser().binary(), settings.browser().driver())) {
      if (!Files.isExecutable(program)) {
        return Finding.down(program.getFileName() + " is missing");
      }
    }
    return Finding.ok("Chromium and its driver are there");
  }

  private Finding cluster() {
    MemberStatus status = cluster.selfMember().status();
    return status.equals(MemberStatus.up())
        ? Finding.ok("this node is up")
        : Finding.down("this node is " + status.toString().toLowerCase(Locale.ROOT));
  }

  private CompletionStage<Finding> sessions() {
    return directory
        .list(
            new SessionDirectory.Query(
                Optional.empty(), SessionDirectory.Order.ID, false, 1_000, 0))
        .thenApply(listing -> sessions(listing.sessions(), listing.total()));
  }

  private static Finding sessions(List<SessionView> sessions, long total) {
    Map<SessionStatus, Long> counts = new EnumMap<>(SessionStatus.class);
    sessions.forEach(session -> counts.merge(session.status(), 1L, Long::sum));
    Map<String, Object> numbers = new TreeMap<>();
    counts.forEach((status, count) -> numbers.put(camelCase(status), count));
    numbers.putIfAbsent("connected", 0L);
    numbers.put("total", total);
    long troubled =
        counts.getOrDefault(SessionStatus.FAILED, 0L)
            + counts.getOrDefault(SessionStatus.DISCONNECTED, 0L);
    return (troubled == 0
            ? Finding.ok(numbers.get("connected") + " of " + total + " connected")
            : Finding.degraded(troubled + " of " + total + " disconnected or failed"))
        .with(numbers);
  }

  private static String camelCase(SessionStatus status) {
    return switch (status) {
      case STOPPED -> "stopped";
      case INITIALIZING -> "initializing";
      case SCAN_QR -> "scanQr";
      case CONNECTING -> "connecting";
      case CONNECTED -> "connected";
      case DISCONNECTED -> "disconnected";
      case ACTION_REQUIRED -> "actionRequired";
      case LOGGED_OUT -> "loggedOut";
      case FAILED -> "failed";
    };
  }
}
