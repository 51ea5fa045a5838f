package org.openwa;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.openwa.health.Health;
import org.openwa.health.HealthStatus;
import org.openwa.health.Readiness;
import org.openwa.http.NodeHealth;

/** Brings health to the edge: the two are neighbours and do not know each other. */
record ReportedHealth(Health health, Readiness readiness, BooleanSupplier draining)
    implements NodeHealth {

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
    Readiness.Ready answer =
        readiness.isReady() && draining.getAsBoolean()
            ? new Readiness.Ready(HealthStatus.DOWN, "the node drains")
            : readiness.answer();
    return CompletableFuture.completedStage(new Answer(answer.status() == HealthStatus.OK, answer));
  }

  @Override
  public CompletionStage<Answer> detailed() {
    return health.report().thenApply(report -> new Answer(report.well(), report));
  }
}
