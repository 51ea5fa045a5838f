package org.openwa.message.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.message.MessageChange;
import org.openwa.message.MessagePage;
import org.openwa.message.MessageStatus;
import org.openwa.message.StoredMessage;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;
import org.openwa.model.Total;
import org.openwa.testing.Databases;
import org.openwa.testing.PlainLeases;

/** Lists of messages on both databases. */
@ParameterizedClass
@MethodSource("databases")
class MessageListingTest {

  private static final SessionId ALICE = new SessionId("alice");
  private static final SessionId CAROL = new SessionId("carol");
  private static final ChatId BOB = new ChatId("4915111111111@c.us");
  private static final ChatId TEAM = new ChatId("120363000000000001@g.us");
  private static final int BOUND = 10_000;

  private final Database database;
  private final JdbcMessageStore store;

  MessageListingTest(Supplier<DatabaseSettings> empty) {
    database = Database.open(empty.get(), "0.1.0");
    store = new JdbcMessageStore(database);
  }

  static Stream<Supplier<DatabaseSettings>> databases() {
    return Databases.kinds();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyMessageIsOnOnePageWhileOthersArriveInFrontAndBehind() throws Exception {
    add(ALICE, texts(1000, 25));
    List<Long> seen = new ArrayList<>();

    MessagePage page = list(new Wanted(ALICE).limit(10));
    seen.addAll(times(page));
    int late = 0;
    while (page.next().isPresent()) {
      add(ALICE, List.of(text(2000 + late, "newer"), text(1020, "of the same second " + late++)));
      page = list(new Wanted(ALICE).limit(10).behind(page.next()));
      seen.addAll(times(page));
    }

    assertThat(seen.stream().distinct().toList())
        .containsExactlyElementsOf(IntStream.range(0, 25).mapToObj(i -> 1024L - i).toList());
    assertThat(seen).filteredOn(time -> time != 1020).hasSize(24);
  }

  @Test
  void messagesOfOneSecondKeepTheirOrderAcrossPages() throws Exception {
    add(ALICE, IntStream.range(0, 7).mapToObj(i -> text(5, "text " + i)).toList());

    MessagePage first = list(new Wanted(ALICE).limit(3));
    MessagePage second = list(new Wanted(ALICE).limit(3).behind(first.next()));
    MessagePage third = list(new Wanted(ALICE).limit(3).behind(second.next()));

    assertThat(Stream.of(first, second, third).flatMap(page -> page.messages().stream()))
        .extracting(StoredMessage::body)
        .containsExactly("text 6", "text 5", "text 4", "text 3", "text 2", "text 1", "text 0");
    assertThat(third.next()).isEmpty();
    assertThat(third.total()).isEqualTo(new Total(7, true));
  }

  @Test
  void everyFilterNarrowsTheListAndTheTotal() throws Exception {
    StoredMessage wanted = message(TEAM, 3, true, "image", MessageStatus.FAILED, "a");
    add(
        ALICE,
        List.of(
            message(BOB, 3, true, "image", MessageStatus.FAILED, "b"),
            message(TEAM, 3, false, "image", MessageStatus.FAILED, "c"),
            message(TEAM, 3, true, "text", MessageStatus.FAILED, "d"),
            message(TEAM, 3, true, "image", MessageStatus.READ, "e"),
            message(TEAM, 2, true, "image", MessageStatus.FAILED, "f"),
            message(TEAM, 4, true, "image", MessageStatus.FAILED, "g"),
            wanted));
    add(CAROL, List.of(wanted));

    MessagePage found =
        list(
            new Wanted(ALICE)
                .chat(TEAM)
                .fromMe(true)
                .type("image")
                .status(MessageStatus.FAILED)
                .between(3, 4));

    assertThat(found.messages()).extracting(StoredMessage::body).containsExactly("a");
    assertThat(found.total()).isEqualTo(new Total(1, true));
    assertThat(times(list(new Wanted(ALICE).fromMe(false)))).containsExactly(3L);
    assertThat(times(list(new Wanted(ALICE).type("text")))).containsExactly(3L);
    assertThat(times(list(new Wanted(ALICE).status(MessageStatus.READ)))).containsExactly(3L);
    assertThat(times(list(new Wanted(ALICE).chat(BOB)))).containsExactly(3L);
    assertThat(list(new Wanted(ALICE).chat(TEAM).limit(2)).total()).isEqualTo(new Total(6, true));
  }

  @Test
  void aSearchFindsAllItsWordsInAnyOrderAndCaseAndLanguage() throws Exception {
    add(
        ALICE,
        List.of(
            text(1, "Your DELIVERY is late, Anna"),
            text(2, "anna likes deliveries"),
            text(3, "Ваша доставка уже в пути"),
            text(4, "100% of a_b it's (done)")));

    assertThat(times(list(new Wanted(ALICE).text("anna deliver")))).containsExactly(2L, 1L);
    assertThat(times(list(new Wanted(ALICE).text("  delivery anna ")))).containsExactly(1L);
    assertThat(times(list(new Wanted(ALICE).text("ДОСТАВКА")))).containsExactly(3L);
    assertThat(times(list(new Wanted(ALICE).text("it's (done)")))).containsExactly(4L);
    assertThat(list(new Wanted(ALICE).text("anna").limit(1)).total().count()).isEqualTo(2);
    assertThat(times(list(new Wanted(CAROL).text("anna")))).isEmpty();
  }

  @Test
  void aSearchForARareWordComesToItsEndPageByPage() throws Exception {
    add(ALICE, List.of(text(1, "a needle"), text(2, "hay")));
    add(ALICE, texts(3, MessageListing.SCAN));

    List<Long> found = new ArrayList<>();
    MessagePage page = list(new Wanted(ALICE).text("needle").limit(10));
    found.addAll(times(page));
    while (page.next().isPresent()) {
      page = list(new Wanted(ALICE).text("needle").limit(10).behind(page.next()));
      found.addAll(times(page));
    }

    assertThat(found).containsExactly(1L);
    assertThat(list(new Wanted(ALICE).text("text").limit(2)).messages()).hasSize(2);
  }

  @Test
  void whatLooksLikeAQueryLanguageIsOnlyText() throws Exception {
    add(ALICE, List.of(text(1, "one"), text(2, "two")));

    for (String odd :
        List.of("one|two", "!two", "one & !two", "'", "\\", "%", "_", "<-> :*", "')")) {
      assertThat(list(new Wanted(ALICE).text(odd)).messages()).as(odd).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void beyondTheBoundATotalIsALowerLimitAndWithoutFilterStillExact() throws Exception {
    add(ALICE, texts(1, BOUND + 1));

    MessagePage ofType = list(new Wanted(ALICE).type("text").limit(1));
    MessagePage ofTypeAndStatus =
        list(new Wanted(ALICE).type("text").status(MessageStatus.RECEIVED).limit(1));
    MessagePage search = list(new Wanted(ALICE).text("text").limit(1));
    MessagePage received = list(new Wanted(ALICE).fromMe(false).limit(1));

    assertThat(ofType.total()).isEqualTo(new Total(BOUND, false));
    assertThat(ofTypeAndStatus.total()).isEqualTo(new Total(1_000, false));
    assertThat(search.total()).isEqualTo(new Total(2, false));
    assertThat(received.total()).isEqualTo(new Total(BOUND + 1, true));
    assertThat(list(new Wanted(ALICE).limit(1)).total()).isEqualTo(received.total());
  }

  private void add(SessionId session, List<StoredMessage> messages) throws Exception {
    long epoch = get(new PlainLeases(database, "node").epoch(session));
    get(
        store.record(
            session,
            epoch,
            messages.stream().<MessageChange>map(MessageChange.Added::new).toList()));
  }

  private MessagePage list(Wanted wanted) throws Exception {
    return get(store.list(wanted.query()));
  }

  private static List<Long> times(MessagePage page) {
    return page.messages().stream().map(StoredMessage::waTimestamp).toList();
  }

  private static List<StoredMessage> texts(int firstSecond, int count) {
    return IntStream.range(firstSecond, firstSecond + count)
        .mapToObj(i -> text(i, "text " + i))
        .toList();
  }

  private static StoredMessage text(long time, String body) {
    return message(BOB, time, false, "text", MessageStatus.RECEIVED, body);
  }

  private static StoredMessage message(
      ChatId chat, long time, boolean fromMe, String type, MessageStatus status, String body) {
    return new StoredMessage(
        new MessageId("false_" + chat + "_" + time + "_" + Integer.toHexString(body.hashCode())),
        chat,
        "a@c.us",
        "b@c.us",
        null,
        "A",
        fromMe,
        type,
        body,
        null,
        null,
        null,
        status,
        time,
        Instant.parse("2026-01-01T12:00:00Z"));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get();
  }
}
