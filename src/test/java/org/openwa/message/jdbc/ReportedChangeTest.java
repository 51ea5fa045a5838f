package org.openwa.message.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.message.MessageChange;
import org.openwa.message.MessageHistory.Reaction;
import org.openwa.message.MessageHistory.Vote;
import org.openwa.message.MessageStatus;
import org.openwa.message.StoredMessage;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;
import org.openwa.testing.Databases;
import org.openwa.testing.PlainLeases;

/** What a page reports about a message, in its row and as events, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class ReportedChangeTest {

  private static final SessionId ALICE = new SessionId("alice");
  private static final ChatId BOB = new ChatId("4915111111111@c.us");
  private static final String CAROL = "4915222222222@c.us";
  private static final MessageId IN = new MessageId("false_4915111111111@c.us_1");
  private static final MessageId OUT = new MessageId("true_4915111111111@c.us_2");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(60);

  private final Database database;
  private final JdbcMessageStore store;
  private final long epoch;

  ReportedChangeTest(Supplier<DatabaseSettings> empty) throws Exception {
    database = Database.open(empty.get(), "0.1.0");
    store = new JdbcMessageStore(database);
    epoch = get(new PlainLeases(database, "node").epoch(ALICE));
  }

  static Stream<Supplier<DatabaseSettings>> databases() {
    return Databases.kinds();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anOwnMessageThatIsDeliveredAtOnceIsToldToBeSentFirst() throws Exception {
    report(new MessageChange.Added(outgoing(MessageStatus.PENDING)));

    report(new MessageChange.StatusMoved(OUT, MessageStatus.DELIVERED, LATER));
    report(new MessageChange.StatusMoved(OUT, MessageStatus.READ, LATER));

    assertThat(told())
        .extracting(event -> event.path("event").asText(), ReportedChangeTest::status)
        .containsExactly(
            tuple("message.sent", "SENT"),
            tuple("message.ack", "DELIVERED"),
            tuple("message.ack", "READ"));
  }

  @Test
  void anAckHasItsOwnTime() throws Exception {
    report(new MessageChange.Added(outgoing(MessageStatus.SENT)));

    report(new MessageChange.StatusMoved(OUT, MessageStatus.READ, LATER));

    assertThat(told().getLast().path("timestamp").asText()).isEqualTo("2026-01-01T12:01:00.000Z");
  }

  @Test
  void theNewestEditCountsAndEachIsToldOnce() throws Exception {
    report(new MessageChange.Added(incoming()));
    MessageChange second = new MessageChange.Edited(IN, BOB, "second", LATER);

    report(second);
    report(new MessageChange.Edited(IN, BOB, "first", NOON));
    report(second);

    assertThat(stored(IN).body()).isEqualTo("second");
    assertThat(stored(IN).history().editedAt()).isEqualTo(LATER);
    assertThat(told("message.edited")).hasSize(2);
  }

  @Test
  void whatIsRevokedHasNoBodyAndCannotBeEditedAnyMore() throws Exception {
    report(new MessageChange.Added(incoming()));

    report(new MessageChange.Revoked(IN, BOB, null, NOON));
    report(new MessageChange.Edited(IN, BOB, "late", LATER));

    assertThat(stored(IN).body()).isNull();
    assertThat(stored(IN).history().isRevoked()).isTrue();
    assertThat(told("message.revoked").getFirst().path("data").path("body").isNull()).isTrue();
  }

  @Test
  void eachSenderHasOneReactionAndCanTakeItBack() throws Exception {
    report(new MessageChange.Added(incoming()));

    report(reaction(CAROL, "👍", NOON), reaction(BOB.value(), "🎉", NOON));
    report(reaction(CAROL, "", LATER), reaction(CAROL, "😮", NOON.plusSeconds(1)));

    assertThat(stored(IN).history().reactions())
        .containsExactly(new Reaction(BOB.value(), "🎉", NOON));
    assertThat(told("message.reaction")).hasSize(4);
  }

  @Test
  void aVoteReplacesTheOneBeforeIt() throws Exception {
    report(new MessageChange.Added(incoming()));

    report(new MessageChange.Voted(IN, BOB, new Vote(CAROL, List.of("Yes"), NOON)));
    report(new MessageChange.Voted(IN, BOB, new Vote(CAROL, List.of("No", "Maybe"), LATER)));

    assertThat(stored(IN).history().votes())
        .containsExactly(new Vote(CAROL, List.of("No", "Maybe"), LATER));
  }

  @Test
  void whatHappensToAMessageThatIsNotStoredIsToldAllTheSame() throws Exception {

    report(reaction(CAROL, "👍", NOON), new MessageChange.Edited(IN, BOB, "new", NOON));

    assertThat(told())
        .extracting(event -> event.path("event").asText())
        .containsExactly("message.reaction", "message.edited");
    assertThat(get(store.find(ALICE, IN))).isEmpty();
  }

  @Test
  void whatWasMissedIsMarkedAndHasTheIdThatItWouldHaveHad() throws Exception {
    report(new MessageChange.Backfilled(incoming()));
    report(new MessageChange.Added(incoming()));

    assertThat(told()).hasSize(1);
    assertThat(told().getFirst().path("data").path("backfilled").asBoolean()).isTrue();
  }

  private void report(MessageChange... changes) throws Exception {
    get(store.record(ALICE, epoch, List.of(changes)));
  }

  private StoredMessage stored(MessageId id) throws Exception {
    return get(store.find(ALICE, id)).orElseThrow();
  }

  private List<JsonNode> told(String kind) throws Exception {
    return told().stream().filter(event -> event.path("event").asText().equals(kind)).toList();
  }

  private List<JsonNode> told() throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<String> bodies =
        get(
            database.inTransaction(handle ->
                handle
                    .createQuery("SELECT body FROM event ORDER BY sequence")
                    .mapTo(String.class)
                    .list()));
    List<JsonNode> told = new ArrayList<>();
    for (String body : bodies) {
      told.add(json.readTree(body));
    }
    return told;
  }

  private static String status(JsonNode event) {
    return event.path("data").path("status").asText();
  }

  private static MessageChange reaction(String sender, String emoji, Instant at) {
    return new MessageChange.Reacted(IN, BOB, new Reaction(sender, emoji, at));
  }

  private static StoredMessage incoming() {
    return message(IN, false, MessageStatus.RECEIVED);
  }

  private static StoredMessage outgoing(MessageStatus status) {
    return message(OUT, true, status);
  }

  private static StoredMessage message(MessageId id, boolean fromMe, MessageStatus status) {
    return new StoredMessage(
        id, BOB, "a@c.us", "b@c.us", null, "A", fromMe, "text", "text", null, null, null, status, 1,
        NOON);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get();
  }
}
