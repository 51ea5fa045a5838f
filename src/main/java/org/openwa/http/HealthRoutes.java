package org.openwa.http;

import static org.openwa.http.Endpoint.get;
import static org.openwa.http.Endpoint.open;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.access.Role;

/** {@code /health...} */
final class HealthRoutes {

  private final NodeHealth health;

  HealthRoutes(NodeHealth health) {
    this.health = health;
  }

  List<Endpoint> endpoints() {
    return List.of(
        open("/health", _ -> answer(health::summary)),
        open("/health/live", _ -> answer(health::live)),
        open("/health/ready", _ -> answer(health::ready)),
        get("/health/detailed", Role.VIEWER, _ -> answer(health::detailed)).checkingLimits());
  }

  private static CompletionStage<HttpResponse> answer(
      Supplier<CompletionStage<NodeHealth.Answer>> question) {
    return question
        .get()
        .thenApply(answer -> Answers.json(answer.well() ? 200 : 503, answer.body()));
  }
}
