package org.openwa.event.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.Event;
import org.openwa.event.EventId;
import org.openwa.event.EventKind;
import org.openwa.event.Filters;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;
import org.openwa.testing.Databases;

/** Events and their deliveries, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class EventLogTest {

  private static final SessionId ALICE = new SessionId("alice");
  private static final SessionId CAROL = new SessionId("carol");
  private static final ChatId BOB = new ChatId("4915111111111@c.us");
  private static final ChatId TEAM = new ChatId("120363000000000001@g.us");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Database database;
  private final EventLog log = new EventLog(Clock.fixed(NOON, ZoneOffset.UTC));

  EventLogTest(Supplier<DatabaseSettings> empty) {
    database = Database.open(empty.get(), "0.1.0");
  }

  static Stream<Supplier<DatabaseSettings>> databases() {
    return Databases.kinds();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aFactToldTwiceIsOneEventAndOneDelivery() throws Exception {
    webhook("wh_1", ALICE, "*", Filters.NONE, true);

    append(ALICE, message(1, BOB), message(1, BOB));
    Set<String> waiting = append(ALICE, message(1, BOB));

    assertThat(waiting).isEmpty();
    assertThat(sequences(ALICE)).containsExactly(1L);
    assertThat(deliveries()).hasSize(1);
  }

  @Test
  void presenceThatNobodyWantsIsNotKept() throws Exception {
    Event presence =
        new Event(EventKind.PRESENCE_UPDATE, "1", Instant.EPOCH, BOB, null, null, Map.of());

    append(ALICE, presence);
    webhook("wh_1", ALICE, "presence.update", Filters.NONE, true);
    append(ALICE, presence);

    assertThat(sequences(ALICE)).containsExactly(1L);
    assertThat(deliveries()).hasSize(1);
  }

  @Test
  void aKnownFactLeavesNoGapForTheOnesAfterIt() throws Exception {
    append(ALICE, message(1, BOB));

    append(ALICE, message(1, BOB), message(2, BOB));

    assertThat(sequences(ALICE)).containsExactly(1L, 2L);
  }

  @Test
  void aTransactionThatIsGivenUpLeavesNeitherEventNorDeliveryNorGap() throws Exception {
    webhook("wh_1", ALICE, "*", Filters.NONE, true);
    append(ALICE, message(1, BOB));

    CompletionStage<Object> failed =
        database.inTransaction(handle -> {
          log.append(handle, ALICE, List.of(message(2, BOB)));
          throw new IllegalStateException("the fact could not be stored");
        });

    assertThat(failed.toCompletableFuture()).failsWithin(Duration.ofSeconds(10));
    append(ALICE, message(3, BOB));
    assertThat(sequences(ALICE)).containsExactly(1L, 2L);
    assertThat(deliveries()).hasSize(2);
  }

  @Test
  void manyWritersLeaveNoGapAndNoSecondEvent() throws Exception {
    List<CompletionStage<Set<String>>> writers = new ArrayList<>();

    for (int writer = 0; writer < 8; writer++) {
      for (int batch = 0; batch < 5; batch++) {
        Event own = message(1_000 * (writer + 1) + batch, BOB);
        Event shared = message(batch, TEAM);
        writers.add(
            database.inTransaction(handle -> log.append(handle, ALICE, List.of(own, shared))));
      }
    }
    for (CompletionStage<Set<String>> writer : writers) {
      get(writer);
    }

    assertThat(sequences(ALICE))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 45).boxed().toList());
  }

  @Test
  void everySessionCountsForItself() throws Exception {
    append(ALICE, message(1, BOB), message(2, BOB));

    append(CAROL, message(1, BOB));

    assertThat(sequences(ALICE)).containsExactly(1L, 2L);
    assertThat(sequences(CAROL)).containsExactly(1L);
  }

  @Test
  void eachWebhookThatWantsAnEventGetsIt() throws Exception {
    webhook("wh_own", ALICE, "message.received,message.ack", Filters.NONE, true);
    webhook("wh_all", null, "*", Filters.NONE, true);
    webhook("wh_other_session", CAROL, "*", Filters.NONE, true);
    webhook("wh_other_event", ALICE, "session.status", Filters.NONE, true);
    webhook("wh_off", ALICE, "*", Filters.NONE, false);
    webhook("wh_groups", ALICE, "*", new Filters(Set.of(), Set.of(), null, true), true);

    Set<String> waiting = append(ALICE, message(1, BOB), message(2, TEAM));

    assertThat(waiting).containsExactlyInAnyOrder("wh_own", "wh_all", "wh_groups");
    assertThat(deliveries())
        .containsExactlyInAnyOrder(
            delivery("wh_own", 1, BOB),
            delivery("wh_own", 2, TEAM),
            delivery("wh_all", 1, BOB),
            delivery("wh_all", 2, TEAM),
            delivery("wh_groups", 2, TEAM));
  }

  @Test
  void theBodyIsWhatTheContractSays() throws Exception {
    append(ALICE, message(1, BOB));

    JsonNode body = new ObjectMapper().readTree(bodies().getFirst());

    assertThat(body.properties().stream().map(Map.Entry::getKey))
        .containsExactly("id", "event", "timestamp", "sessionId", "sequence", "data");
    assertThat(body.path("id").asText()).isEqualTo(EventId.of(ALICE, message(1, BOB)).value());
    assertThat(body.path("event").asText()).isEqualTo("message.received");
    assertThat(body.path("timestamp").asText()).isEqualTo("2026-01-01T12:00:00.000Z");
    assertThat(body.path("sequence").asLong()).isEqualTo(1);
    assertThat(body.path("data").path("body").asText()).isEqualTo("he said \"\u00e4\ud83d\ude00\"");
  }

  @Test
  void aThousandEventsAreOneTransaction() throws Exception {
    webhook("wh_1", ALICE, "*", Filters.NONE, true);

    append(ALICE, IntStream.range(0, 1_000).mapToObj(i -> message(i, BOB)).toArray(Event[]::new));

    assertThat(sequences(ALICE)).hasSize(1_000).endsWith(1_000L);
    assertThat(deliveries()).hasSize(1_000);
  }

  private Set<String> append(SessionId session, Event... events) throws Exception {
    return get(database.inTransaction(handle -> log.append(handle, session, List.of(events))));
  }

  private static Event message(int number, ChatId chat) {
    return new Event(
        EventKind.MESSAGE_RECEIVED,
        "false_" + chat + "_" + number,
        NOON,
        chat,
        "text",
        false,
        Map.of("body", "he said \"\u00e4\ud83d\ude00\""));
  }

  private static String delivery(String webhook, int number, ChatId chat) {
    return webhook + " " + EventId.of(ALICE, message(number, chat)).value() + " alice/" + chat;
  }

  private void webhook(
      String id, @Nullable SessionId session, String events, Filters filters, boolean enabled)
      throws Exception {
    get(
        database.execute(handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO webhook (id, session_id, url, events, filters, headers, secret,
                      enabled, delivery_order, created_at, updated_at)
                    VALUES (:id, :session, 'https://example.org', :events, :filters, '{}', 's',
                      :enabled, :order, :now, :now)
                    """)
                .bind("id", id)
                .bind("session", session == null ? null : session.value())
                .bind("events", events)
                .bind("filters", EventJson.write(filters))
                .bind("enabled", enabled)
                .bind("order", DeliveryOrder.CHAT.name())
                .bind("now", NOON)
                .execute()));
  }

  private List<Long> sequences(SessionId session) throws Exception {
    return get(
        database.inTransaction(handle ->
            handle
                .createQuery("SELECT sequence FROM event WHERE session_id = ? ORDER BY sequence")
                .bind(0, session.value())
                .mapTo(Long.class)
                .list()));
  }

  private List<String> deliveries() throws Exception {
    return texts(
        "SELECT webhook_id || ' ' || event_id || ' ' || lane FROM delivery ORDER BY position");
  }

  private List<String> bodies() throws Exception {
    return texts("SELECT body FROM event ORDER BY sequence");
  }

  private List<String> texts(String query) throws Exception {
    return get(
        database.inTransaction(handle -> handle.createQuery(query).mapTo(String.class).list()));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get();
  }
}
