package org.openwa;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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

  /** A probe of a load balancer must not write a row each time. */
  private static final Duration WRITE_AGAIN = Duration.ofSeconds(10);

  /** Programs change when somebody installs another one. */
  private static final Duration RUN_AGAIN = Duration.ofMinutes(10);

  private static final Duration RUN_PATIENCE = Duration.ofSeconds(20);

  private final Settings settings;
  private final Database database;
  private final SessionDirectory directory;
  private final Cluster cluster;
  private final Executor blocking;
  private final Clock clock;

  NodeChecks(
      Settings settings,
      Database database,
      SessionDirectory directory,
      Cluster cluster,
      Executor blocking,
      Clock clock) {
    this.settings = settings;
    this.database = database;
    this.directory = directory;
    this.cluster = cluster;
    this.blocking = blocking;
    this.clock = clock;
  }

  List<HealthCheck> all() {
    return List.of(
        HealthCheck.of("database", this::database),
        HealthCheck.of("journal", this::journal).keptFor(WRITE_AGAIN, clock),
        HealthCheck.of("disk", () -> blocking(this::disk)),
        HealthCheck.of("memory", () -> blocking(NodeChecks::memory)),
        HealthCheck.of("browser", () -> blocking(this::browser)).keptFor(RUN_AGAIN, clock),
        HealthCheck.of(
            "certificate",
            () -> blocking(() -> CertificateCheck.look(settings.certificate(), clock.instant()))),
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
        .tryJournal()
        .handle((_, failure) ->
            failure == null ? Finding.ok("can be written") : Finding.down("cannot be written"));
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
      if (!runs(program)) {
        return Finding.down(program.getFileName() + " does not run");
      }
    }
    return Finding.ok("Chromium and its driver run");
  }

  /** Asks a program for its version, which loads all of it. */
  private static boolean runs(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(RUN_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
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
                Set.of(), Optional.empty(), SessionDirectory.Order.ID, false, 1_000, 0))
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
