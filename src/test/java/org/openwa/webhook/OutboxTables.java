package org.openwa.webhook;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openwa.database.Database;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.Event;
import org.openwa.event.EventId;
import org.openwa.event.EventKind;
import org.openwa.event.Filters;
import org.openwa.event.jdbc.EventLog;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;
import org.openwa.webhook.jdbc.JdbcDeliveries;
import org.openwa.webhook.jdbc.JdbcWebhooks;

/** A database with webhooks and events in it, as tests of deliveries need it. */
public final class OutboxTables {

  public static final SessionId ALICE = new SessionId("alice");
  public static final ChatId BOB = new ChatId("4915111111111@c.us");
  public static final ChatId CAROL = new ChatId("4915222222222@c.us");

  public final JdbcWebhooks webhooks;
  public final JdbcDeliveries deliveries;

  /** Who was told that something waits, after a webhook was disabled. */
  public final Set<String> woken = ConcurrentHashMap.newKeySet();

  private final Database database;
  private final Clock clock;
  private final EventLog events;

  public OutboxTables(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.events = new EventLog(clock);
    this.webhooks = new JdbcWebhooks(database);
    this.deliveries = new JdbcDeliveries(database, _ -> clock.instant(), events, woken::addAll);
  }

  public Webhook webhook(DeliveryOrder order) throws Exception {
    return webhook(order, Optional.of(ALICE));
  }

  public Webhook webhook(DeliveryOrder order, Optional<SessionId> session) throws Exception {
    Webhook webhook = newWebhook(order, session);
    get(webhooks.create(webhook));
    return webhook;
  }

  /** One that is in no table yet. */
  public Webhook newWebhook(DeliveryOrder order, Optional<SessionId> session) {
    SecureRandom random = new SecureRandom();
    return new Webhook(
        WebhookId.next(random),
        session,
        URI.create("https://example.org/hook"),
        Set.of("*"),
        Filters.NONE,
        Map.of(),
        Secrets.random(random),
        true,
        null,
        order,
        Optional.empty(),
        FailureStreak.NONE,
        clock.instant(),
        clock.instant());
  }

  /** Lets messages come in, each of its own number. */
  public void receive(ChatId chat, int... numbers) throws Exception {
    List<Event> all = IntStream.of(numbers).mapToObj(number -> event(chat, number)).toList();
    get(database.inTransaction(handle -> events.append(handle, ALICE, all)));
  }

  /** The id of the event of such a message. */
  public static String eventId(ChatId chat, int number) {
    return EventId.of(ALICE, event(chat, number)).value();
  }

  private static Event event(ChatId chat, int number) {
    return new Event(
        EventKind.MESSAGE_RECEIVED,
        "false_" + chat + "_" + number,
        Instant.EPOCH,
        chat,
        "text",
        false,
        Map.of("body", "a text"));
  }

  public List<DeliveryRecord> log(Webhook webhook) throws Exception {
    return get(deliveries.log(
            new Deliveries.LogQuery(
                webhook.id(), Optional.empty(), Optional.empty(), Optional.empty(), 1_000)))
        .lines();
  }

  public List<Delivery> claim(Webhook webhook, int lanes, int again, Duration claimFor)
      throws Exception {
    return get(deliveries.turn(webhook.id(), Deliveries.Turn.claim(lanes, again, claimFor)))
        .deliveries();
  }

  /** Writes down how attempts ended, and claims nothing. */
  public Deliveries.Claim record(Webhook webhook, List<DeliveryResult> results) throws Exception {
    return get(
        deliveries.turn(
            webhook.id(), new Deliveries.Turn(results, Set.of(), 0, 0, 0, Duration.ZERO)));
  }

  public Webhook find(Webhook webhook) throws Exception {
    return get(webhooks.find(webhook.id())).orElseThrow();
  }

  public static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
