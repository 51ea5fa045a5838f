package org.openwa.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
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

/** From an event in a transaction to a signed request, on both databases, with a real receiver. */
@ParameterizedClass
@MethodSource("databases")
class WebhookDeliveryTest {

  private static final ActorTestKit TEST_KIT =
      ActorTestKit.create("webhooks", ConfigFactory.empty());
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SessionId ALICE = new SessionId("alice");
  private static final WebhookId ID = new WebhookId("wh_000000000000000000000001");
  private static final DeliverySchedule QUICK =
      new DeliverySchedule(List.of(Duration.ofMillis(50), Duration.ofMillis(50)));

  /** What the receiver got. */
  private record Received(String id, String body) {}

  private final Database database;
  private final JdbcWebhooks webhooks;
  private final JdbcDeliveries deliveries;
  private final HttpServer receiver;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Function<Received, Integer> answer = _ -> 200;

  WebhookDeliveryTest(Supplier<DatabaseSettings> empty) throws Exception {
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

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void everyEventArrivesOnceWithItsIdAndItsPlaceInTheSequence() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.NONE);
    append(events(1, 40, "1"));

    wake(entity(QUICK));

    await().atMost(PATIENCE).until(() -> log().stream().allMatch(WebhookDeliveryTest::succeeded));
    assertThat(received).extracting(Received::id).doesNotHaveDuplicates().hasSize(40);
    assertThat(received)
        .extracting(each -> each.body().replaceAll(".*\"sequence\":(\\d+).*", "$1"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 40).mapToObj(Integer::toString).toList());
  }

  @Test
  void aFactToldTwiceIsOneEvent() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);

    append(events(1, 3, "1"));
    append(events(1, 4, "1"));

    assertThat(log()).hasSize(4);
  }

  @Test
  void aWebhookGetsOnlyWhatItWants() throws Exception {
    create(
        Set.of("message.received"),
        new Filters(Set.of(chat("1").value()), Set.of(), null, false),
        DeliveryOrder.CHAT);

    append(events(1, 2, "1"));
    append(events(3, 5, "2"));

    assertThat(log()).hasSize(2);
  }

  @Test
  void oneChatIsInOrderWhileOthersGoOn() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);
    CountDownLatch otherChat = new CountDownLatch(1);
    answer =
        request -> {
          if (request.body().contains("number\":6")) {
            otherChat.countDown();
          } else if (request.body().contains("\"message-1\"")
              || request.body().contains("\"number\":1}")
              || request.body().contains("\"number\":1,")) {
            awaitLatch(otherChat);
          }
          return 200;
        };
    append(events(1, 5, "1"));
    append(events(6, 6, "2"));

    wake(entity(QUICK));

    // The first chat was held up until the other one had its event.
    await().atMost(PATIENCE).until(() -> received.size() == 6);
    assertThat(numbers("1")).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void whatFailsIsTriedAgainAndThenDead() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);
    answer = _ -> 500;
    append(events(1, 1, "1"));
    ActorRef<WebhookEntity.Command> entity = entity(QUICK);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          wake(entity);
          assertThat(log().getFirst().status()).isEqualTo(DeliveryStatus.DEAD);
        });

    assertThat(received).hasSize(3);
    assertThat(received).extracting(Received::id).containsOnly(received.getFirst().id());
    assertThat(log().getFirst().error()).isEqualTo("HTTP_500");
    answer = _ -> 200;
    assertThat(get(deliveries.retryFailed(ID))).isEqualTo(1L);
    wake(entity);
    await().atMost(PATIENCE).until(() -> succeeded(log().getFirst()));
  }

  @Test
  void aReceiverThatIsGoneIsDisabled() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);
    answer = _ -> 410;
    append(events(1, 1, "1"));

    wake(entity(QUICK));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(get(webhooks.find(ID)).orElseThrow().enabled()).isFalse());
  }

  @Test
  void aDisabledWebhookKeepsWhatWaitsAndGoesOnWhenItIsEnabled() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);
    append(events(1, 2, "1"));
    get(webhooks.change(ID, each -> each.enabled(false, null, Instant.now())));
    append(events(3, 3, "1"));
    ActorRef<WebhookEntity.Command> entity = entity(QUICK);

    wake(entity);
    assertThat(claim(PATIENCE)).isEmpty();
    get(webhooks.change(ID, each -> each.enabled(true, null, Instant.now())));
    wake(entity);

    await().atMost(PATIENCE).until(() -> received.size() == 2);
    assertThat(numbers("1")).containsExactly("1", "2");
  }

  @Test
  void whatADeadNodeHadClaimedIsDueAgain() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);
    append(events(1, 1, "1"));
    List<Delivery> lost = claim(Duration.ofMillis(300));
    List<Delivery> meanwhile = claim(PATIENCE);

    await().atMost(PATIENCE).until(() -> get(deliveries.due()).contains(ID));
    wake(entity(QUICK));

    assertThat(lost).hasSize(1);
    assertThat(meanwhile).isEmpty();
    await().atMost(PATIENCE).until(() -> succeeded(log().getFirst()));
  }

  @Test
  void aPrivateAddressIsNeverDialled() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);
    append(events(1, 1, "1"));

    wake(entity(QUICK, new AddressGuard(List.of())));

    await().atMost(PATIENCE).until(() -> log().getFirst().error() != null);
    assertThat(log().getFirst().error()).isEqualTo("BLOCKED_ADDRESS");
    assertThat(received).isEmpty();
  }

  private List<Delivery> claim(Duration claimFor) throws Exception {
    return get(deliveries.turn(ID, Deliveries.Turn.claim(9, 9, claimFor))).deliveries();
  }

  private void create(Set<String> events, Filters filters, DeliveryOrder order) throws Exception {
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

  private ActorRef<WebhookEntity.Command> entity(DeliverySchedule schedule) {
    return entity(schedule, new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"))));
  }

  private ActorRef<WebhookEntity.Command> entity(DeliverySchedule schedule, AddressGuard guard) {
    return TEST_KIT.spawn(
        WebhookEntity.create(
            ID,
            new WebhookEntity.Parts(
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

  private static void wake(ActorRef<WebhookEntity.Command> entity) {
    entity.tell(new WebhookEntity.Wake());
  }

  private void append(List<Event> events) throws Exception {
    EventLog log = new EventLog(Clock.systemUTC());
    get(database.inTransaction(handle -> log.append(handle, ALICE, events)));
  }

  private static List<Event> events(int first, int last, String chat) {
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

  private static ChatId chat(String digit) {
    return new ChatId(digit.repeat(10) + "@c.us");
  }

  private List<String> numbers(String chat) {
    return received.stream()
        .filter(each -> each.body().contains("\"chat\":\"" + chat + "\""))
        .map(each -> each.body().replaceAll(".*\"number\":(\\d+).*", "$1"))
        .toList();
  }

  private List<DeliveryRecord> log() throws Exception {
    return get(
        deliveries.log(
            new Deliveries.LogQuery(
                ID, Optional.empty(), Optional.empty(), Optional.empty(), 200)));
  }

  private static boolean succeeded(DeliveryRecord line) {
    return line.status() == DeliveryStatus.SUCCESS;
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get();
  }
}
