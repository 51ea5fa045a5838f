package org.openwa.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openwa.webhook.OutboxTables.BOB;
import static org.openwa.webhook.OutboxTables.CAROL;
import static org.openwa.webhook.OutboxTables.eventId;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.openwa.event.DeliveryOrder;

/** A webhook whose receiver fails, hangs or is gone. */
class FailingWebhookTest extends OneWebhook {

  @Test
  void aReceiverThatIsGoneIsNotAskedAgain() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1, 2);
    wake(start(webhook));

    sender.next().answer(410);

    awaitStatus(webhook, eventId(BOB, 1), DeliveryStatus.DEAD);
    await()
        .untilAsserted(() -> {
          assertThat(tables.find(webhook).enabled()).isFalse();
          assertThat(tables.find(webhook).disabledReason()).contains("410");
        });
  }

  /** The customer changed where events go and rotated the secret while an old attempt was out. */
  @Test
  void disablingChangesNothingElseOfTheWebhook() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1);
    wake(start(webhook));
    ScriptedSender.Attempt attempt = sender.next();
    Webhook changed =
        OutboxTables.get(
                tables.webhooks.change(
                    webhook.id(), each -> moved(each, URI.create("https://example.org/new"))))
            .orElseThrow();

    attempt.answer(410);
    awaitStatus(webhook, eventId(BOB, 1), DeliveryStatus.DEAD);

    await()
        .during(Duration.ofMillis(300))
        .untilAsserted(() -> {
          assertThat(tables.find(webhook).url()).isEqualTo(changed.url());
          assertThat(tables.find(webhook).secrets()).isEqualTo(changed.secrets());
        });
  }

  @Test
  void anEndpointThatIsDownIsLeftAloneAndProbedWithARetry() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, IntStream.range(0, Breaker.FAILURES).toArray());
    ActorRef<WebhookEntity.Command> entity = wake(start(webhook));
    for (int i = 0; i < Breaker.FAILURES; i++) {
      sender.next().answer(503);
    }
    await()
        .untilAsserted(() ->
            assertThat(tables.log(webhook))
                .allMatch(line -> line.status() == DeliveryStatus.FAILED));

    clock.advance(Duration.ofSeconds(10));
    wake(entity);
    awaitIdle(entity);
    int whileOpen = sender.waiting();
    clock.advance(Breaker.FIRST_PAUSE);
    wake(entity);
    ScriptedSender.Attempt probe = sender.next();
    awaitIdle(entity);
    int besideTheProbe = sender.waiting();
    probe.answer(200);

    assertThat(whileOpen).isZero();
    assertThat(besideTheProbe).isZero();
    for (int i = 1; i < Breaker.FAILURES; i++) {
      sender.next().answer(200);
    }
  }

  @Test
  void freshEventsDoNotWaitForRetriesThatHang() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, IntStream.range(0, 9).toArray());
    ActorRef<WebhookEntity.Command> entity = wake(start(webhook));
    for (int i = 0; i < 9; i++) {
      sender.next().answer(500);
    }
    await()
        .untilAsserted(() ->
            assertThat(tables.log(webhook))
                .allMatch(line -> line.status() == DeliveryStatus.FAILED));
    clock.advance(Duration.ofSeconds(10));
    wake(entity);
    List<ScriptedSender.Attempt> hanging = new ArrayList<>();
    for (int i = 0; i < RETRIES; i++) {
      hanging.add(sender.next());
    }

    tables.receive(CAROL, 100);
    wake(entity);

    assertThat(sender.next().eventId()).isEqualTo(eventId(CAROL, 100));
    assertThat(hanging).hasSize(RETRIES);
  }
}
