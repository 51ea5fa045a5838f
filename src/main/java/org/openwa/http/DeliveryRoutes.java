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
import org.openwa.webhook.DeliveryRecord;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.WebhookId;

/** The delivery log of a webhook, and second chances. */
final class DeliveryRoutes {

  private static final String WEBHOOK = "/api/sessions/{id}/webhooks/{webhookId}";
  private static final int LIMIT = 50;
  private static final int MAX_LIMIT = 200;

  private final WebhookDesk desk;

  DeliveryRoutes(WebhookDesk desk) {
    this.desk = desk;
  }

  List<Endpoint> endpoints() {
    return List.of(
        get(WEBHOOK + "/logs", Role.VIEWER, this::log),
        trigger(WEBHOOK + "/retry-failed", Role.OPERATOR, this::retryFailed),
        trigger(WEBHOOK + "/deliveries/{deliveryId}/redeliver", Role.OPERATOR, this::redeliver));
  }

  private CompletionStage<HttpResponse> log(Call call) {
    Deliveries.LogQuery query = query(call.webhook(), call.query());
    return WebhookRoutes.find(desk, call)
        .thenCompose(_ -> desk.deliveries().log(query))
        .thenApply(lines -> answer(call, query.limit() - 1, lines));
  }

  /** One more than asked for, which says whether there is another page. */
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
    return new Deliveries.LogQuery(webhook, status, event, cursor, limit + 1);
  }

  private static HttpResponse answer(Call call, int limit, List<DeliveryRecord> lines) {
    List<DeliveryRecord> shown = lines.subList(0, Math.min(limit, lines.size()));
    Optional<String> next =
        lines.size() > limit
            ? Optional.of(
                PageLink.next(call.request(), "cursor", Long.toString(shown.getLast().id())))
            : Optional.empty();
    return Answers.list(shown.stream().map(WebhookJson.Line::of).toList(), shown.size(), next);
  }

  private CompletionStage<HttpResponse> retryFailed(Call call) {
    return WebhookRoutes.find(desk, call)
        .thenCompose(webhook -> desk.deliveries().retryFailed(webhook.id()))
        .thenApply(requeued -> {
          desk.wake().accept(call.webhook());
          return Answers.json(202, new WebhookJson.Requeued(requeued));
        });
  }

  private CompletionStage<HttpResponse> redeliver(Call call) {
    return WebhookRoutes.find(desk, call)
        .thenCompose(webhook -> desk.deliveries().redeliver(webhook.id(), call.delivery()))
        .thenApply(found -> {
          if (!found) {
            throw Problem.deliveryNotFound().exception();
          }
          desk.wake().accept(call.webhook());
          return Answers.json(202, new WebhookJson.Requeued(1));
        });
  }
}
