package org.openwa.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.message.MessageStatus;
import org.openwa.schedule.ScriptedSessions.Asked;
import org.openwa.session.SessionRefusal;

/** Bulks, from the table to the session, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class BulkDispatchTest extends Planning {

  BulkDispatchTest(Supplier<DatabaseSettings> empty) throws Exception {
    super(empty);
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
}
