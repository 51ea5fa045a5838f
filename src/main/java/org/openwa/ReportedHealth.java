package org.openwa;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openwa.health.Health;
import org.openwa.health.HealthStatus;
import org.openwa.health.Readiness;
import org.openwa.http.NodeHealth;

/** Brings health to the edge: the two are neighbours and do not know each other. */
record ReportedHealth(Health health, Readiness readiness) implements NodeHealth {

  @Override
  public CompletionStage<Answer> summary() {
    return health.report().thenApply(report -> new Answer(report.well(), report.summary()));
  }

  @Override
  public CompletionStage<Answer> live() {
    return CompletableFuture.completedStage(new Answer(true, Map.of("status", HealthStatus.OK)));
  }

  @Override
  public CompletionStage<Answer> ready() {
    return CompletableFuture.completedStage(new Answer(readiness.isReady(), readiness.answer()));
  }

  @Override
  public CompletionStage<Answer> detailed() {
    return health.report().thenApply(report -> new Answer(report.well(), report));
  }
}
