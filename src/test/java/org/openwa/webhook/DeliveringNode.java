package org.openwa.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.ConfigFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.openwa.database.Database;
import org.openwa.database.DatabaseClock;
import org.openwa.database.DatabaseSettings;
import org.openwa.egress.AddressGuard;
import org.openwa.egress.Cidr;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.Event;
import org.openwa.event.EventKind;
import org.openwa.event.Filters;
import org.openwa.event.jdbc.EventLog;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;
import org.openwa.testing.Databases;
import org.openwa.webhook.jdbc.JdbcDeliveries;
import org.openwa.webhook.jdbc.JdbcWebhooks;

/** A node that delivers to a receiver of the test's own; tests of it extend this. */
abstract class DeliveringNode {

  static ActorTestKit testKit;
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final SessionId ALICE = new SessionId("alice");
  static final WebhookId ID = new WebhookId("wh_000000000000000000000001");
  static final DeliverySchedule QUICK =
      new DeliverySchedule(List.of(Duration.ofMillis(50), Duration.ofMillis(50)));

  /** What the receiver got. */
  record Received(String id, String body) {}

  final Database database;
  final JdbcWebhooks webhooks;
  final JdbcDeliveries deliveries;
  final HttpServer receiver;
  final List<Received> received = new CopyOnWriteArrayList<>();
  volatile Function<Received, Integer> answer = _ -> 200;

  DeliveringNode(Supplier<DatabaseSettings> empty) throws Exception {
    database = Database.open(empty.get(), "0.1.0");
    webhooks = new JdbcWebhooks(database);
    deliveries =
        new JdbcDeliveries(
            database, DatabaseClock.ofDatabase(), new EventLog(Clock.systemUTC()), _ -> {});
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.createContext(
        "/",
        exchange -> {
          Received request =
              new Received(
                  exchange.getRequestHeaders().getFirst("webhook-id"),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          int status = answer.apply(request);
          received.add(request);
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    receiver.start();
  }

  static Stream<Supplier<DatabaseSettings>> databases() {
    return Databases.kinds();
  }

  @AfterEach
  void close() {
    receiver.stop(0);
    database.close();
  }

  @BeforeAll
  static void startSystem() {
    testKit = ActorTestKit.create("webhooks", ConfigFactory.empty());
  }

  @AfterAll
  static void stopSystem() {
    testKit.shutdownTestKit();
  }

  List<Delivery> claim(Duration claimFor) throws Exception {
    return get(deliveries.turn(ID, Deliveries.Turn.claim(9, 9, claimFor))).deliveries();
  }

  void create(Set<String> events, Filters filters, DeliveryOrder order) throws Exception {
    Webhook webhook =
        new Webhook(
            ID,
            Optional.of(ALICE),
            URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook"),
            events,
            filters,
            Map.of("Authorization", "Bearer x"),
            Secrets.of("0123456789abcdef"),
            true,
            null,
            order,
            Optional.empty(),
            FailureStreak.NONE,
            Instant.now(),
            Instant.now());
    assertThat(get(webhooks.create(webhook))).isTrue();
  }

  ActorRef<WebhookEntity.Command> entity(DeliverySchedule schedule) {
    return entity(schedule, new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"))));
  }

  ActorRef<WebhookEntity.Command> entity(DeliverySchedule schedule, AddressGuard guard) {
    return testKit.spawn(
        WebhookEntity.create(
            ID,
            new DeliveryParts(
                deliveries,
                new GuardedSender(
                    guard,
                    Executors.newVirtualThreadPerTaskExecutor(),
                    Duration.ofSeconds(5),
                    Clock.systemUTC()),
                schedule,
                8,
                4,
                Duration.ofSeconds(10),
                Clock.systemUTC(),
                new Random(1))));
  }

  static void wake(ActorRef<WebhookEntity.Command> entity) {
    entity.tell(new WebhookEntity.Wake());
  }

  void append(List<Event> events) throws Exception {
    EventLog log = new EventLog(Clock.systemUTC());
    get(database.inTransaction(handle -> log.append(handle, ALICE, events)));
  }

  static List<Event> events(int first, int last, String chat) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number ->
            new Event(
                EventKind.MESSAGE_RECEIVED,
                "message-" + number,
                Instant.now(),
                chat(chat),
                "text",
                false,
                Map.of("number", number, "chat", chat)))
        .toList();
  }

  static ChatId chat(String digit) {
    return new ChatId(digit.repeat(10) + "@c.us");
  }

  List<String> numbers(String chat) {
    return received.stream()
        .filter(each -> each.body().contains("\"chat\":\"" + chat + "\""))
        .map(each -> each.body().replaceAll(".*\"number\":(\\d+).*", "$1"))
        .toList();
  }

  List<DeliveryRecord> log() throws Exception {
    return get(deliveries.log(
            new Deliveries.LogQuery(ID, Optional.empty(), Optional.empty(), Optional.empty(), 200)))
        .lines();
  }

  static boolean succeeded(DeliveryRecord line) {
    return line.status() == DeliveryStatus.SUCCESS;
  }

  static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get();
  }
}
