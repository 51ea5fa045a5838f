package org.openwa.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openwa.webhook.OutboxTables.BOB;
import static org.openwa.webhook.OutboxTables.CAROL;
import static org.openwa.webhook.OutboxTables.eventId;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.openwa.event.DeliveryOrder;

/** One webhook's deliveries: their order, their retries, and a node that dies. */
class WebhookEntityTest extends OneWebhook {

  @Test
  void chatsAreSideBySideAndEachIsInOrder() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1, 2);
    tables.receive(CAROL, 3);

    wake(start(webhook));
    ScriptedSender.Attempt bob = sender.next();
    ScriptedSender.Attempt carol = sender.next();

    assertThat(List.of(bob.eventId(), carol.eventId()))
        .containsExactly(eventId(BOB, 1), eventId(CAROL, 3));
    carol.answer(200);
    awaitStatus(webhook, eventId(CAROL, 3), DeliveryStatus.SUCCESS);
    assertThat(sender.waiting()).isZero();
    bob.answer(204);
    assertThat(sender.next().eventId()).isEqualTo(eventId(BOB, 2));
  }

  @Test
  void aFailureIsTriedAgainUnderTheSameIdWithTheSameBody() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1);
    ActorRef<WebhookEntity.Command> entity = wake(start(webhook));

    ScriptedSender.Attempt first = sender.next();
    first.answer(500);
    DeliveryRecord failed = awaitStatus(webhook, eventId(BOB, 1), DeliveryStatus.FAILED);
    clock.advance(Duration.between(clock.instant(), failed.nextAttemptAt()));
    wake(entity);
    ScriptedSender.Attempt second = sender.next();
    second.answer(200);

    assertThat(failed.error()).isEqualTo("HTTP_500");
    assertThat(second.request().body()).isEqualTo(first.request().body());
    assertThat(second.eventId()).isEqualTo(first.eventId());
    assertThat(awaitStatus(webhook, eventId(BOB, 1), DeliveryStatus.SUCCESS).attempt())
        .isEqualTo(2);
  }

  @Test
  void whatWasUnderWayWhenTheNodeDiedIsSentAgainWhenItsClaimIsOver() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1);
    ActorRef<WebhookEntity.Command> former = wake(start(webhook));
    sender.next();
    testKit.stop(former);

    ActorRef<WebhookEntity.Command> entity = wake(start(webhook));
    awaitIdle(entity);
    assertThat(sender.waiting()).isZero();
    clock.advance(CLAIM);
    wake(entity);

    assertThat(sender.next().eventId()).isEqualTo(eventId(BOB, 1));
  }

  @Test
  void aWebhookIsRetriedByItsOwnSchedule() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    DeliverySchedule once = new DeliverySchedule(List.of(Duration.ofSeconds(7)));
    OutboxTables.get(tables.webhooks.change(webhook.id(), each -> scheduled(each, once)));
    tables.receive(BOB, 1);
    ActorRef<WebhookEntity.Command> entity = wake(start(webhook));

    sender.next().answer(500);
    DeliveryRecord failed = awaitStatus(webhook, eventId(BOB, 1), DeliveryStatus.FAILED);
    Duration pause = Duration.between(clock.instant(), failed.nextAttemptAt());
    clock.advance(pause);
    wake(entity);
    sender.next().answer(500);

    assertThat(pause).isEqualTo(Duration.ofSeconds(7));
    awaitStatus(webhook, eventId(BOB, 1), DeliveryStatus.DEAD);
  }

  /** The first of a chat fails: what was claimed with it must wait, and may not be lost. */
  @Test
  void whatFollowsAFailureInItsChatIsSentAfterIt() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1, 2, 3);
    ActorRef<WebhookEntity.Command> entity = wake(start(webhook));

    sender.next().answer(500);
    awaitStatus(webhook, eventId(BOB, 1), DeliveryStatus.FAILED);
    awaitIdle(entity);
    int meanwhile = sender.waiting();
    clock.advance(Duration.ofSeconds(10));
    wake(entity);

    assertThat(meanwhile).isZero();
    for (int number = 1; number <= 3; number++) {
      ScriptedSender.Attempt attempt = sender.next();
      assertThat(attempt.eventId()).isEqualTo(eventId(BOB, number));
      attempt.answer(200);
    }
  }
}
