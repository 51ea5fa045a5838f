package org.openwa.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.message.MessageStatus;
import org.openwa.message.SendKey;
import org.openwa.model.ChatId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;
import org.openwa.schedule.ScriptedSessions.Asked;
import org.openwa.schedule.jdbc.JdbcBulks;
import org.openwa.schedule.jdbc.JdbcScheduledSends;
import org.openwa.session.SessionConfig;
import org.openwa.session.SessionRefusal;
import org.openwa.session.SessionStatus;
import org.openwa.session.SessionView;
import org.openwa.session.jdbc.JdbcSessionDirectory;
import org.openwa.testing.Databases;
import org.openwa.testing.SettableClock;

/** Planned sends, from the table to the session, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class DispatcherTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final SessionId ALICE = new SessionId("alice");
  private static final ChatId BOB = new ChatId("4915111111111@c.us");
  private static final Duration CLAIM = Duration.ofSeconds(60);
  private static final ScheduleSettings SETTINGS =
      new ScheduleSettings(
          Duration.ofMillis(50),
          CLAIM,
          Duration.ofSeconds(5),
          Duration.ofHours(1),
          Duration.ofMinutes(2),
          3);

  private final ActorTestKit testKit = ActorTestKit.create();
  private final SecureRandom random = new SecureRandom();
  private final SettableClock clock = new SettableClock(NOON);
  private final Database database;
  private final ScheduledSends scheduled;
  private final Bulks bulks;
  private final ScriptedSessions sessions = new ScriptedSessions(testKit);

  DispatcherTest(Supplier<DatabaseSettings> empty) throws Exception {
    database = Database.open(empty.get(), "0.1.0");
    scheduled = new JdbcScheduledSends(database, clock);
    bulks = new JdbcBulks(database, clock);
    get(
        new JdbcSessionDirectory(database, "node")
            .save(
                new SessionView(
                    ALICE,
                    "Alice",
                    SessionStatus.CONNECTED,
                    null,
                    NOON,
                    true,
                    null,
                    null,
                    1,
                    NOON,
                    null,
                    SessionConfig.DEFAULT,
                    0)));
  }

  static Stream<Supplier<DatabaseSettings>> databases() {
    return Databases.kinds();
  }

  @AfterEach
  void close() {
    testKit.shutdownTestKit();
    database.close();
  }

  @Test
  void aScheduledMessageIsSentOnceAtItsTimeByOneOfTwoNodes() throws Exception {
    PlannedSend later = schedule(NOON.plusSeconds(60));
    startNode();
    startNode();

    assertThat(sessions.asked.poll(300, TimeUnit.MILLISECONDS)).isNull();
    clock.advance(Duration.ofSeconds(60));
    Asked asked = nextAsked();
    asked.sent();

    PlannedSend sent = awaitStatus(later, PlanStatus.SENT);
    assertThat(asked.key()).contains(later.id().value());
    assertThat(sent.messageId()).isNotNull();
    clock.advance(CLAIM.multipliedBy(2));
    assertThat(sessions.asked.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void whatIsCancelledIsNeverSentAndWhatIsBeingSentCannotBeCancelled() throws Exception {
    PlannedSend cancelled = schedule(NOON);
    assertThat(get(scheduled.cancel(ALICE, cancelled.id()))).isInstanceOf(Cancelling.Done.class);
    PlannedSend sending = schedule(NOON);
    startNode();

    Asked asked = nextAsked();
    Cancelling<PlannedSend> late = get(scheduled.cancel(ALICE, sending.id()));
    asked.sent();

    assertThat(late).isInstanceOf(Cancelling.TooLate.class);
    awaitStatus(sending, PlanStatus.SENT);
    assertThat(get(scheduled.cancel(ALICE, sending.id()))).isInstanceOf(Cancelling.TooLate.class);
    assertThat(get(scheduled.cancel(ALICE, cancelled.id()))).isInstanceOf(Cancelling.Done.class);
    assertThat(get(scheduled.cancel(new SessionId("bob"), sending.id())))
        .isInstanceOf(Cancelling.NotFound.class);
    assertThat(sessions.all).hasSize(1);
  }

  @Test
  void aSessionThatIsAwaySendsWhenItIsBack() throws Exception {
    PlannedSend later = schedule(NOON);
    startNode();

    nextAsked().refused(SessionRefusal.SESSION_UNAVAILABLE);
    awaitStatus(later, PlanStatus.PENDING);
    clock.advance(SETTINGS.again());
    nextAsked().sent();

    awaitStatus(later, PlanStatus.SENT);
  }

  @Test
  void aSessionThatStaysAwayTooLongSendsNothing() throws Exception {
    PlannedSend later = schedule(NOON);
    startNode();

    nextAsked().refused(SessionRefusal.SESSION_NOT_READY);
    awaitStatus(later, PlanStatus.PENDING);
    clock.advance(SETTINGS.awayLimit());
    nextAsked().refused(SessionRefusal.SESSION_NOT_READY);

    assertThat(awaitStatus(later, PlanStatus.FAILED).reason()).isEqualTo("SESSION_NOT_READY");
  }

  @Test
  void whatANodeWasSendingWhenItDiedIsAskedForAgainUnderTheSameKey() throws Exception {
    PlannedSend later = schedule(NOON);
    ActorRef<Dispatcher.Command> dead = startNode();
    String key = nextAsked().key();
    testKit.stop(dead);
    startNode();

    clock.advance(CLAIM);
    Asked again = nextAsked();
    again.repeated(MessageStatus.DELIVERED);

    assertThat(again.key()).isEqualTo(key);
    awaitStatus(later, PlanStatus.SENT);
  }

  @Test
  void anOutcomeThatStaysOpenIsUnknownAndNeverSentAgain() throws Exception {
    PlannedSend later = schedule(NOON);
    startNode();

    nextAsked().repeated(MessageStatus.UNKNOWN);
    await().until(() -> get(scheduled.find(ALICE, later.id())).orElseThrow().messageId() != null);
    clock.advance(SETTINGS.outcomePatience());
    nextAsked().repeated(MessageStatus.UNKNOWN);

    PlannedSend unknown = awaitStatus(later, PlanStatus.UNKNOWN);
    assertThat(unknown.messageId()).isNotNull();
    clock.advance(CLAIM.multipliedBy(2));
    assertThat(sessions.asked.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void aKeyThatMayBeForgottenByNowIsNotTriedAgain() throws Exception {
    PlannedSend later = schedule(NOON);
    ActorRef<Dispatcher.Command> dead = startNode();
    nextAsked();
    testKit.stop(dead);

    clock.advance(Duration.ofHours(24));
    startNode();

    awaitStatus(later, PlanStatus.UNKNOWN);
    assertThat(sessions.all).hasSize(1);
  }

  @Test
  void aKeyOfACallerPlansOneMessage() throws Exception {
    SendKey key = new SendKey("order-7", "one");
    PlannedSend first = pending(BOB, "hello", NOON);

    get(scheduled.add(first, Optional.of(key)));
    Booking<PlannedSend> again = get(scheduled.add(pending(BOB, "hello", NOON), Optional.of(key)));
    Booking<PlannedSend> other =
        get(scheduled.add(pending(BOB, "x", NOON), Optional.of(new SendKey("order-7", "two"))));

    assertThat(again.repeated()).isTrue();
    assertThat(again.value().id()).isEqualTo(first.id());
    assertThat(other.sameRequest()).isFalse();
    assertThat(get(scheduled.list(ALICE, Optional.of(PlanStatus.PENDING), 10))).hasSize(1);
  }

  @Test
  void aBulkGoesOutInItsOrderOneAtATimeWithAPauseAfterEach() throws Exception {
    Bulk bulk = bulk(Duration.ofSeconds(3), 3);
    startNode();
    startNode();

    Asked first = nextAsked();
    assertThat(sessions.asked.poll(200, TimeUnit.MILLISECONDS)).isNull();
    first.sent();
    awaitCount(bulk, PlanStatus.SENT, 1);
    assertThat(sessions.asked.poll(200, TimeUnit.MILLISECONDS)).isNull();
    clock.advance(Duration.ofSeconds(3));
    Asked second = nextAsked();
    second.refused(SessionRefusal.NUMBER_NOT_ON_WHATSAPP);
    awaitCount(bulk, PlanStatus.FAILED, 1);
    clock.advance(Duration.ofSeconds(3));
    nextAsked().sent();

    awaitCount(bulk, PlanStatus.SENT, 2);
    assertThat(first.text()).isEqualTo("text 0");
    assertThat(second.text()).isEqualTo("text 1");
    assertThat(get(bulks.find(ALICE, bulk.id())).orElseThrow().isOver()).isTrue();
  }

  @Test
  void anItemThatWasBeingSentWhenItsNodeDiedComesFirstUnderTheSameKey() throws Exception {
    bulk(Duration.ZERO, 2);
    ActorRef<Dispatcher.Command> dead = startNode();
    String key = nextAsked().key();
    testKit.stop(dead);
    startNode();

    clock.advance(CLAIM);
    Asked again = nextAsked();
    again.repeated(MessageStatus.SENT);

    assertThat(again.key()).isEqualTo(key);
    assertThat(nextAsked().text()).isEqualTo("text 1");
  }

  @Test
  void aCancelledBulkSendsNothingMore() throws Exception {
    Bulk bulk = bulk(Duration.ZERO, 3);
    startNode();
    Asked first = nextAsked();

    Cancelling<Bulk> cancelled = get(bulks.cancel(ALICE, bulk.id()));
    first.sent();

    assertThat(cancelled).isInstanceOf(Cancelling.Done.class);
    awaitCount(bulk, PlanStatus.SENT, 1);
    clock.advance(CLAIM);
    assertThat(sessions.asked.poll(300, TimeUnit.MILLISECONDS)).isNull();
    assertThat(get(bulks.find(ALICE, bulk.id())).orElseThrow().count(PlanStatus.CANCELLED))
        .isEqualTo(2);
  }

  @Test
  void oneRecipientGetsNoMoreThanTheLimit() throws Exception {
    sessions.answerAll();
    Bulk bulk = bulk(Duration.ZERO, 5);
    startNode();

    awaitCount(bulk, PlanStatus.FAILED, 2);

    assertThat(get(bulks.items(ALICE, bulk.id())))
        .extracting(PlannedSend::reason)
        .containsExactly(null, null, null, "RECIPIENT_LIMIT", "RECIPIENT_LIMIT");
    assertThat(sessions.all).hasSize(3);
  }

  @Test
  void aBulkWaitsForASessionThatIsAwayAndFailsTogetherWhenItStaysAway() throws Exception {
    Bulk bulk = bulk(Duration.ZERO, 2);
    startNode();

    nextAsked().refused(SessionRefusal.SESSION_UNAVAILABLE);
    awaitCount(bulk, PlanStatus.PENDING, 2);
    clock.advance(SETTINGS.awayLimit());
    nextAsked().refused(SessionRefusal.SESSION_UNAVAILABLE);
    awaitCount(bulk, PlanStatus.FAILED, 1);
    nextAsked().refused(SessionRefusal.SESSION_UNAVAILABLE);

    awaitCount(bulk, PlanStatus.FAILED, 2);
  }

  @Test
  void whatIsPlannedGoesWithItsSession() throws Exception {
    PlannedSend later = schedule(NOON.plusSeconds(60));
    Bulk bulk = bulk(Duration.ZERO, 2);

    get(new JdbcSessionDirectory(database, "node").delete(ALICE));

    assertThat(get(scheduled.find(ALICE, later.id()))).isEmpty();
    assertThat(get(bulks.items(ALICE, bulk.id()))).isEmpty();
    assertThat(get(bulks.claim(5, CLAIM))).isEmpty();
  }

  private ActorRef<Dispatcher.Command> startNode() {
    return testKit.spawn(
        Dispatcher.create(
            new Dispatcher.Parts(scheduled, bulks, sessions, SETTINGS, clock, new Random(1))));
  }

  private PlannedSend schedule(Instant at) throws Exception {
    return get(scheduled.add(pending(BOB, "hello", at), Optional.empty())).value();
  }

  private PlannedSend pending(ChatId chat, String text, Instant at) {
    return PlannedSend.pending(
        PlanId.ofSend(random), ALICE, "4915111111111", chat, OutgoingMessage.text(text), at, NOON);
  }

  private Bulk bulk(Duration delay, int items) throws Exception {
    Bulk bulk =
        new Bulk(
            PlanId.ofBulk(random),
            ALICE,
            new Pace(delay, Duration.ZERO),
            items,
            false,
            Map.of(),
            NOON);
    List<PlannedSend> wanted =
        IntStream.range(0, items).mapToObj(i -> pending(BOB, "text " + i, NOON)).toList();
    return get(bulks.add(bulk, wanted, Optional.empty())).value();
  }

  private Asked nextAsked() throws InterruptedException {
    Asked asked = sessions.asked.poll(10, TimeUnit.SECONDS);
    assertThat(asked).isNotNull();
    return asked;
  }

  private PlannedSend awaitStatus(PlannedSend send, PlanStatus status) {
    return await()
        .until(
            () -> get(scheduled.find(ALICE, send.id())).orElseThrow(),
            found -> found.status() == status);
  }

  private void awaitCount(Bulk bulk, PlanStatus status, int count) {
    await().until(() -> get(bulks.find(ALICE, bulk.id())).orElseThrow().count(status) == count);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get();
  }
}
