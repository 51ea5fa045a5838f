package org.openwa.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the checks of a node, all at once and none for longer than the patience. A report is kept
 * for a moment, so that whoever asks often, without a key, costs nothing.
 */
public final class Health {

  private static final Logger LOG = LoggerFactory.getLogger(Health.class);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final String version;
  private final String node;
  private final List<HealthCheck> checks;
  private final Duration patience;
  private final Clock clock;
  private final Instant started;

  private @Nullable Instant asked;
  private CompletableFuture<HealthReport> latest = new CompletableFuture<>();

  public Health(
      String version, String node, List<HealthCheck> checks, Duration patience, Clock clock) {
    this.version = version;
    this.node = node;
    this.checks = List.copyOf(checks);
    this.patience = patience;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** Never fails: what does not answer is part of the report. */
  public synchronized CompletionStage<HealthReport> report() {
    Instant now = clock.instant();
    if (asked == null || !now.isBefore(asked.plus(FRESH))) {
      asked = now;
      latest = look();
    }
    return latest;
  }

  private CompletableFuture<HealthReport> look() {
    List<CompletableFuture<Finding>> findings = checks.stream().map(this::look).toList();
    return CompletableFuture.allOf(findings.toArray(CompletableFuture<?>[]::new))
        .thenApply(_ -> report(findings.stream().map(CompletableFuture::join).toList()));
  }

  private CompletableFuture<Finding> look(HealthCheck check) {
    CompletableFuture<Finding> finding;
    try {
      finding = check.look().get().toCompletableFuture().copy();
    } catch (RuntimeException e) {
      finding = CompletableFuture.failedFuture(e);
    }
    return finding
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> failed(check, failure));
  }

  private Finding failed(HealthCheck check, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof TimeoutException) {
      return Finding.down("no answer within " + patience.toMillis() + " ms");
    }
    LOG.warn("Health check {} failed", check.name(), cause);
    return Finding.down("the check itself failed; the log knows more");
  }

  private HealthReport report(List<Finding> findings) {
    Map<String, Finding> named = new LinkedHashMap<>();
    HealthStatus worst = HealthStatus.OK;
    for (int i = 0; i < findings.size(); i++) {
      named.put(checks.get(i).name(), findings.get(i));
      HealthStatus weight = checks.get(i).weigh(findings.get(i));
      worst = weight.compareTo(worst) > 0 ? weight : worst;
    }
    Instant now = clock.instant();
    return new HealthReport(
        worst, version, Duration.between(started, now).toSeconds(), now, node, named);
  }
}
