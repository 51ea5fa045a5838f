package org.openwa.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.message.MessageStatus;
import org.openwa.model.SessionId;
import org.openwa.schedule.ScriptedSessions.Asked;
import org.openwa.session.SessionRefusal;
import org.openwa.session.jdbc.JdbcSessionDirectory;

/** Scheduled messages, from the table to the session, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class DispatcherTest extends Planning {

  DispatcherTest(Supplier<DatabaseSettings> empty) throws Exception {
    super(empty);
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
  void whatIsPlannedGoesWithItsSession() throws Exception {
    PlannedSend later = schedule(NOON.plusSeconds(60));
    Bulk bulk = bulk(Duration.ZERO, 2);

    get(new JdbcSessionDirectory(database, "node").delete(ALICE));

    assertThat(get(scheduled.find(ALICE, later.id()))).isEmpty();
    assertThat(get(bulks.items(ALICE, bulk.id()))).isEmpty();
    assertThat(get(bulks.claim(5, CLAIM))).isEmpty();
  }
}
