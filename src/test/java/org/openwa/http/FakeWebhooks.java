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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.openwa.egress.AddressGuard;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.Filters;
import org.openwa.model.SessionId;
import org.openwa.model.Total;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.DeliveryRecord;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.FailureStreak;
import org.openwa.webhook.Outcome;
import org.openwa.webhook.Redelivery;
import org.openwa.webhook.RetryProgress;
import org.openwa.webhook.Secrets;
import org.openwa.webhook.Webhook;
import org.openwa.webhook.WebhookId;
import org.openwa.webhook.Webhooks;

/** Webhooks in memory: one of session {@code default} and one of all, with one line in a log. */
final class FakeWebhooks implements Webhooks, Deliveries {

  static final WebhookId ID = new WebhookId("wh_000000000000000000000001");
  static final WebhookId OF_ALL = new WebhookId("wh_000000000000000000000002");
  static final String SECRET = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQ=";

  final Map<WebhookId, Webhook> stored = new LinkedHashMap<>();
  final List<WebhookId> woken = new ArrayList<>();
  final List<String> sent = new ArrayList<>();
  final List<LogQuery> queries = new ArrayList<>();
  int lines = 1;
  Optional<RetryProgress> progress = Optional.empty();
  Outcome outcome = new Outcome.Answered(200, Optional.empty(), Duration.ofMillis(5));

  FakeWebhooks() {
    stored.put(ID, webhook(ID, Optional.of(new SessionId("default"))));
    stored.put(OF_ALL, webhook(OF_ALL, Optional.empty()));
  }

  private static Webhook webhook(WebhookId id, Optional<SessionId> session) {
    return new Webhook(
        id,
        session,
        URI.create("https://example.com/hook"),
        Set.of("*"),
        Filters.NONE,
        Map.of("Authorization", "Bearer hidden"),
        Secrets.of(SECRET),
        true,
        null,
        DeliveryOrder.CHAT,
        Optional.empty(),
        FailureStreak.NONE,
        FakeSessions.NOON,
        FakeSessions.NOON);
  }

  WebhookDesk desk() {
    return new WebhookDesk(
        this,
        this,
        request -> {
          sent.add(request.body());
          return CompletableFuture.completedStage(outcome);
        },
        new AddressGuard(List.of()),
        woken::add,
        Clock.fixed(FakeSessions.NOON, ZoneOffset.UTC),
        new SecureRandom());
  }

  @Override
  public CompletionStage<Boolean> create(Webhook webhook) {
    boolean room =
        stored.values().stream().filter(each -> each.session().equals(webhook.session())).count()
            < MAX;
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
  public CompletionStage<Optional<Webhook>> change(WebhookId id, UnaryOperator<Webhook> change) {
    try {
      return CompletableFuture.completedStage(
          Optional.ofNullable(stored.computeIfPresent(id, (_, webhook) -> change.apply(webhook))));
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  @Override
  public CompletionStage<Boolean> delete(WebhookId id) {
    return CompletableFuture.completedStage(stored.remove(id) != null);
  }

  @Override
  public CompletionStage<Claim> turn(WebhookId webhook, Turn turn) {
    return CompletableFuture.completedStage(
        new Claim(Optional.empty(), List.of(), false, Optional.empty()));
  }

  @Override
  public CompletionStage<Set<WebhookId>> due() {
    return CompletableFuture.completedStage(Set.of());
  }

  @Override
  public CompletionStage<LogPage> log(LogQuery query) {
    queries.add(query);
    boolean shown = query.status().map(DeliveryStatus.FAILED::equals).orElse(true);
    List<DeliveryRecord> found =
        Stream.iterate(6L + lines, id -> id - 1)
            .limit(shown ? Math.min(lines, query.limit()) : 0)
            .map(FakeWebhooks::line)
            .toList();
    return CompletableFuture.completedStage(
        new LogPage(
            found,
            new Total(shown ? lines : 0, true),
            shown && lines > query.limit() ? Optional.of(found.getLast().id()) : Optional.empty()));
  }

  private static DeliveryRecord line(long id) {
    return new DeliveryRecord(
        id,
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
  }

  @Override
  public CompletionStage<Long> retryFailed(WebhookId webhook) {
    progress = Optional.of(new RetryProgress(3, 1, FakeSessions.NOON, null));
    return CompletableFuture.completedStage(3L);
  }

  @Override
  public CompletionStage<Set<WebhookId>> continueRetries() {
    return CompletableFuture.completedStage(Set.of());
  }

  @Override
  public CompletionStage<Optional<RetryProgress>> retryProgress(WebhookId webhook) {
    return CompletableFuture.completedStage(progress);
  }

  @Override
  public CompletionStage<Redelivery> redeliver(WebhookId webhook, long delivery) {
    return CompletableFuture.completedStage(
        switch ((int) delivery) {
          case 7 -> Redelivery.REQUEUED;
          case 8 -> Redelivery.UNDER_WAY;
          default -> Redelivery.UNKNOWN;
        });
  }

  @Override
  public CompletionStage<Integer> clean(Retention retention) {
    return CompletableFuture.completedStage(0);
  }
}
