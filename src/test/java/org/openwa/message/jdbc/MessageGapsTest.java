package org.openwa.message.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
import org.openwa.message.MessageGaps.Newest;
import org.openwa.message.MessageStatus;
import org.openwa.message.StoredMessage;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;
import org.openwa.testing.Databases;
import org.openwa.testing.PlainLeases;

/** What is missing is remembered until it is stored, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class MessageGapsTest {

  private static final SessionId ALICE = new SessionId("alice");
  private static final ChatId BOB = new ChatId("4915111111111@c.us");
  private static final ChatId CAROL = new ChatId("4915122222222@c.us");
  private static final String PHONE = "4917012345";
  private static final OptionalLong NO_DOUBT = OptionalLong.empty();

  private final Database database;
  private final JdbcMessageStore store;
  private final JdbcMessageGaps gaps;
  private final long epoch;

  MessageGapsTest(Supplier<DatabaseSettings> empty) {
    database = Database.open(empty.get(), "0.1.0");
    store = new JdbcMessageStore(database);
    gaps = new JdbcMessageGaps(database);
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
  void aGapBeginsAtTheNewestStoredMessageOfItsChatOrBehindTheBeginning() {
    store(BOB, 100);

    Map<ChatId, Long> found = find(Map.of(BOB, newest(BOB, 105), CAROL, newest(CAROL, 50)));

    assertThat(found).containsOnly(Map.entry(BOB, 100L), Map.entry(CAROL, 11L));
  }

  @Test
  void aGapIsFoundAgainFromWhereItBeganUntilItIsFilled() {
    store(BOB, 100);
    find(Map.of(BOB, newest(BOB, 105)));
    store(BOB, 106);

    assertThat(find(Map.of(BOB, newest(BOB, 106)))).containsOnly(Map.entry(BOB, 100L));
    get(gaps.filled(ALICE, epoch, BOB));
    assertThat(find(Map.of(BOB, newest(BOB, 106)))).isEmpty();
  }

  @Test
  void aComparisonThatDidNotComeToItsEndLeavesEveryChatInDoubtSinceThen() {
    store(BOB, 100);
    assertThat(get(gaps.begin(ALICE, epoch))).isEmpty();
    store(BOB, 120);
    store(CAROL, 90);

    OptionalLong doubtful = get(gaps.begin(ALICE, epoch));
    Map<ChatId, Newest> held = Map.of(BOB, newest(BOB, 120), CAROL, newest(CAROL, 90));

    assertThat(doubtful).hasValue(100);
    assertThat(get(gaps.find(ALICE, epoch, held, 10, doubtful))).containsOnly(Map.entry(BOB, 100L));
    get(gaps.compared(ALICE, epoch));
    assertThat(get(gaps.begin(ALICE, epoch))).isEmpty();
  }

  @Test
  void anotherAccountBeginsWithoutTheGapsOfTheFormerOne() {
    get(gaps.beginning(ALICE, epoch, PHONE, 10));
    store(BOB, 100);
    find(Map.of(BOB, newest(BOB, 105)));

    assertThat(get(gaps.beginning(ALICE, epoch, "4917099999", 200))).isEmpty();

    store(BOB, 205);
    assertThat(find(Map.of(BOB, newest(BOB, 205)))).isEmpty();
  }

  private Map<ChatId, Long> find(Map<ChatId, Newest> newest) {
    return get(gaps.find(ALICE, epoch, newest, 10, NO_DOUBT));
  }

  private static Newest newest(ChatId chat, long second) {
    return new Newest(idOf(chat, second), second);
  }

  private static MessageId idOf(ChatId chat, long second) {
    return new MessageId("false_" + chat + "_" + second);
  }

  private void store(ChatId chat, long second) {
    StoredMessage message =
        new StoredMessage(
            idOf(chat, second),
            chat,
            chat.value(),
            PHONE + "@c.us",
            null,
            null,
            false,
            "text",
            "text",
            null,
            null,
            null,
            MessageStatus.RECEIVED,
            second,
            Instant.EPOCH);
    get(store.record(ALICE, epoch, List.of(new MessageChange.Added(message))));
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
