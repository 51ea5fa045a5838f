package org.openwa.http;

import static org.openwa.http.Endpoint.get;
import static org.openwa.http.Endpoint.trigger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.access.Role;
import org.openwa.event.EventKind;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.WebhookId;

/** The delivery log of a webhook, and second chances. */
final class DeliveryRoutes {

  private static final int LIMIT = 50;
  private static final int MAX_LIMIT = 200;

  private final WebhookDesk desk;

  DeliveryRoutes(WebhookDesk desk) {
    this.desk = desk;
  }

  List<Endpoint> endpoints() {
    return WebhookScope.all().stream().flatMap(scope -> endpoints(scope).stream()).toList();
  }

  private List<Endpoint> endpoints(WebhookScope scope) {
    String retry = scope.one() + "/retry-failed";
    String redeliver = scope.one() + "/deliveries/{deliveryId}/redeliver";
    return List.of(
        get(scope.one() + "/logs", Role.VIEWER, call -> log(scope, call)),
        trigger(retry, Role.OPERATOR, call -> retryFailed(scope, call)),
        get(retry, Role.VIEWER, call -> retryProgress(scope, call)),
        trigger(redeliver, Role.OPERATOR, call -> redeliver(scope, call)));
  }

  private CompletionStage<HttpResponse> log(WebhookScope scope, Call call) {
    Deliveries.LogQuery query = query(call.webhook(), call.query());
    return scope
        .find(desk, call)
        .thenCompose(_ -> desk.deliveries().log(query))
        .thenApply(page -> answer(call, page));
  }

  private static Deliveries.LogQuery query(WebhookId webhook, QueryFields fields) {
    Optional<DeliveryStatus> status =
        fields.parsed("status", DeliveryStatus::of, "pending, failed, success or dead");
    Optional<String> event =
        fields.parsed("event", word -> EventKind.of(word).map(EventKind::word), "a known event");
    Optional<Long> cursor =
        fields.parsed(
            "cursor",
            text -> Optional.of(text).filter(t -> t.matches("[0-9]{1,18}")).map(Long::parseLong),
            "the cursor of a link");
    int limit = fields.number("limit", 1, MAX_LIMIT, LIMIT);
    fields.finish();
    return new Deliveries.LogQuery(webhook, status, event, cursor, limit);
  }

  private static HttpResponse answer(Call call, Deliveries.LogPage page) {
    return Answers.list(
        page.lines().stream().map(WebhookJson.Line::of).toList(),
        page.total(),
        page.next().map(next -> PageLink.next(call.request(), "cursor", Long.toString(next))));
  }

  private CompletionStage<HttpResponse> retryFailed(WebhookScope scope, Call call) {
    return scope
        .find(desk, call)
        .thenCompose(webhook -> desk.deliveries().retryFailed(webhook.id()))
        .thenApply(requeued -> accepted(call, requeued));
  }

  private CompletionStage<HttpResponse> retryProgress(WebhookScope scope, Call call) {
    return scope
        .find(desk, call)
        .thenCompose(webhook -> desk.deliveries().retryProgress(webhook.id()))
        .thenApply(progress ->
            Answers.json(
                200, progress.map(WebhookJson.Progress::of).orElse(WebhookJson.Progress.NONE)));
  }

  private CompletionStage<HttpResponse> redeliver(WebhookScope scope, Call call) {
    return scope
        .find(desk, call)
        .thenCompose(webhook -> desk.deliveries().redeliver(webhook.id(), call.delivery()))
        .thenApply(redelivery ->
            switch (redelivery) {
              case REQUEUED -> accepted(call, 1);
              case UNDER_WAY -> accepted(call, 0);
              case UNKNOWN -> throw Problem.deliveryNotFound().exception();
            });
  }

  private HttpResponse accepted(Call call, long requeued) {
    desk.wake().accept(call.webhook());
    return Answers.json(202, new WebhookJson.Requeued(requeued));
  }
}
