package org.openwa.http;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.Filters;
import org.openwa.model.SessionId;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.DeliveryRecord;
import org.openwa.webhook.DeliveryResult;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.Outcome;
import org.openwa.webhook.Secrets;
import org.openwa.webhook.Webhook;
import org.openwa.webhook.WebhookId;
import org.openwa.webhook.Webhooks;

/** Webhooks in memory: one of session {@code default}, with one line in its log. */
final class FakeWebhooks implements Webhooks, Deliveries {

  static final WebhookId ID = new WebhookId("wh_000000000000000000000001");
  static final String SECRET = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQ=";

  final Map<WebhookId, Webhook> stored = new LinkedHashMap<>();
  final List<WebhookId> woken = new ArrayList<>();
  final List<String> sent = new ArrayList<>();
  Outcome outcome = new Outcome.Answered(200, Optional.empty(), Duration.ofMillis(5));

  FakeWebhooks() {
    stored.put(
        ID,
        new Webhook(
            ID,
            Optional.of(new SessionId("default")),
            URI.create("https://example.com/hook"),
            Set.of("*"),
            Filters.NONE,
            Map.of("Authorization", "Bearer hidden"),
            Secrets.of(SECRET),
            true,
            null,
            DeliveryOrder.CHAT,
            FakeSessions.NOON,
            FakeSessions.NOON));
  }

  WebhookDesk desk() {
    return new WebhookDesk(
        this,
        this,
        request -> {
          sent.add(request.body());
          return CompletableFuture.completedStage(outcome);
        },
        woken::add,
        Clock.fixed(FakeSessions.NOON, ZoneOffset.UTC),
        new SecureRandom());
  }

  @Override
  public CompletionStage<Boolean> create(Webhook webhook) {
    boolean room = stored.size() < MAX;
    if (room) {
      stored.put(webhook.id(), webhook);
    }
    return CompletableFuture.completedStage(room);
  }

  @Override
  public CompletionStage<Optional<Webhook>> find(WebhookId id) {
    return CompletableFuture.completedStage(Optional.ofNullable(stored.get(id)));
  }

  @Override
  public CompletionStage<List<Webhook>> list(Optional<SessionId> session) {
    return CompletableFuture.completedStage(
        stored.values().stream().filter(each -> each.session().equals(session)).toList());
  }

  @Override
  public CompletionStage<Boolean> update(Webhook webhook) {
    return CompletableFuture.completedStage(stored.replace(webhook.id(), webhook) != null);
  }

  @Override
  public CompletionStage<Boolean> delete(WebhookId id) {
    return CompletableFuture.completedStage(stored.remove(id) != null);
  }

  @Override
  public CompletionStage<Void> deleteAll(SessionId session) {
    stored.clear();
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Claim> claim(WebhookId webhook, int first, int again, Duration claimFor) {
    return CompletableFuture.completedStage(new Claim(Optional.empty(), List.of()));
  }

  @Override
  public CompletionStage<Void> record(List<DeliveryResult> results) {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Set<WebhookId>> due() {
    return CompletableFuture.completedStage(Set.of());
  }

  @Override
  public CompletionStage<List<DeliveryRecord>> log(LogQuery query) {
    DeliveryRecord line =
        new DeliveryRecord(
            7,
            ID,
            "evt_1",
            "message.received",
            DeliveryStatus.FAILED,
            500,
            12L,
            1,
            "HTTP_500",
            FakeSessions.NOON,
            FakeSessions.NOON);
    boolean shown = query.status().map(line.status()::equals).orElse(true);
    return CompletableFuture.completedStage(shown ? List.of(line) : List.of());
  }

  @Override
  public CompletionStage<Integer> retryFailed(WebhookId webhook) {
    return CompletableFuture.completedStage(3);
  }

  @Override
  public CompletionStage<Boolean> redeliver(WebhookId webhook, long delivery) {
    return CompletableFuture.completedStage(delivery == 7);
  }

  @Override
  public CompletionStage<Integer> clean(Duration successes, Duration dead) {
    return CompletableFuture.completedStage(0);
  }
}
