package org.openwa.bench;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.openwa.cluster.WebhookSweeper;
import org.openwa.database.Database;
import org.openwa.database.DatabaseClock;
import org.openwa.database.DatabaseSettings;
import org.openwa.egress.AddressGuard;
import org.openwa.egress.Cidr;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.Event;
import org.openwa.event.EventKind;
import org.openwa.event.Filters;
import org.openwa.event.OutboxListener;
import org.openwa.event.jdbc.EventLog;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.DeliveryParts;
import org.openwa.webhook.DeliverySchedule;
import org.openwa.webhook.FailureStreak;
import org.openwa.webhook.GuardedSender;
import org.openwa.webhook.Outcome;
import org.openwa.webhook.Secrets;
import org.openwa.webhook.Webhook;
import org.openwa.webhook.WebhookEntity;
import org.openwa.webhook.WebhookId;
import org.openwa.webhook.jdbc.JdbcDeliveries;
import org.openwa.webhook.jdbc.JdbcWebhooks;

/** As much of a node as delivers events, wired as {@code Node} does it and with its settings. */
final class DeliveryNode implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int CONCURRENCY = 32;
  private static final int CHATS = 40;

  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final ActorSystem<SpawnProtocol.Command> system;
  private final Database database;
  private final EventLog events = new EventLog(clock);
  private final OutboxListener outbox;
  private final JdbcWebhooks webhooks;
  private final JdbcDeliveries deliveries;
  private final GuardedSender sender;

  /**
   * @param delivered is run whenever an endpoint has answered 2xx
   */
  DeliveryNode(DatabaseSettings settings, Runnable delivered) {
    database = Database.open(settings, "0.1.0");
    system = ActorSystem.create(SpawnProtocol.create(), "bench", ConfigFactory.load());
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(new Join(cluster.selfMember().address()));
    ClusterSharding sharding = ClusterSharding.get(system);
    outbox = waiting -> waiting.forEach(id -> WebhookSweeper.wake(sharding, new WebhookId(id)));
    webhooks = new JdbcWebhooks(database);
    deliveries = new JdbcDeliveries(database, DatabaseClock.ofDatabase(), events, outbox);
    sender =
        new GuardedSender(
            new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"))),
            Executors.newVirtualThreadPerTaskExecutor(),
            TIMEOUT,
            clock);
    WebhookEntity.init(
        sharding,
        new DeliveryParts(
            deliveries,
            request -> sender.send(request).whenComplete((outcome, _) -> told(outcome, delivered)),
            DeliverySchedule.DEFAULT,
            CONCURRENCY,
            CONCURRENCY / 2,
            TIMEOUT.multipliedBy(2),
            clock,
            new Random()));
    system.tell(
        new SpawnProtocol.Spawn<>(
            WebhookSweeper.create(
                deliveries,
                sharding,
                new Deliveries.Retention(
                    Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(30))),
            "webhook-sweeper",
            Props.empty(),
            system.ignoreRef()));
  }

  private static void told(Outcome outcome, Runnable delivered) {
    if (outcome.delivered()) {
      delivered.run();
    }
  }

  /** A webhook of one session, or of all. */
  void webhook(Optional<SessionId> session, URI url) {
    Instant now = clock.instant();
    webhooks
        .create(
            new Webhook(
                WebhookId.next(random),
                session,
                url,
                Set.of("*"),
                Filters.NONE,
                Map.of(),
                Secrets.random(random),
                true,
                null,
                DeliveryOrder.CHAT,
                Optional.empty(),
                FailureStreak.NONE,
                now,
                now))
        .toCompletableFuture()
        .join();
  }

  /** Appends messages to a session in one transaction, as a report of its page does. */
  CompletionStage<Void> append(SessionId session, int first, List<Long> atMicros) {
    List<Event> messages = new ArrayList<>();
    for (long at : atMicros) {
      messages.add(message(first + messages.size(), at));
    }
    return database
        .inTransaction(handle -> events.append(handle, session, messages))
        .thenAccept(outbox::deliveriesWait);
  }

  private static Event message(int number, long atMicros) {
    ChatId chat = new ChatId("49151%07d@c.us".formatted(number % CHATS));
    return new Event(
        EventKind.MESSAGE_RECEIVED,
        "false_" + chat + "_" + number,
        Instant.now(),
        chat,
        "text",
        false,
        Map.of(
            "id",
            "false_" + chat + "_" + number,
            "chatId",
            chat.value(),
            "body",
            "A message of about the length that most of them have in real life.",
            "atMicros",
            atMicros));
  }

  /** How many deliveries have this status; of few of them an index says it. */
  long count(String status) {
    return database
        .inTransaction(handle ->
            handle
                .createQuery(
                    "SELECT COUNT(*) FROM webhook w"
                        + " JOIN delivery d ON d.webhook_id = w.id AND d.status = :status")
                .bind("status", status)
                .mapTo(Long.class)
                .one())
        .toCompletableFuture()
        .join();
  }

  @Override
  public void close() throws IOException {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    sender.close();
    database.close();
  }
}
