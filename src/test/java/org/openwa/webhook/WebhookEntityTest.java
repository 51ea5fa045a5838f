package org.openwa.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openwa.webhook.OutboxTables.BOB;
import static org.openwa.webhook.OutboxTables.CAROL;
import static org.openwa.webhook.OutboxTables.eventId;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openwa.database.Database;
import org.openwa.event.DeliveryOrder;
import org.openwa.testing.Databases;
import org.openwa.testing.SettableClock;

/** One webhook's deliveries, with real tables and scripted receivers. */
class WebhookEntityTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final Duration CLAIM = Duration.ofSeconds(30);
  private static final int FIRST = 16;
  private static final int RETRIES = 8;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));
  private final Database database = Database.open(Databases.h2(), "0.1.0");
  private final OutboxTables tables = new OutboxTables(database, clock);
  private final ScriptedSender sender = new ScriptedSender();

  @AfterEach
  void close() {
    database.close();
  }

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

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
  void whatWasUnderWayWhenTheNodeDiedIsSentAgainWhenItsClaimIsOver() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1);
    ActorRef<WebhookEntity.Command> former = wake(start(webhook));
    sender.next();
    TEST_KIT.stop(former);

    ActorRef<WebhookEntity.Command> entity = wake(start(webhook));
    awaitIdle(entity);
    assertThat(sender.waiting()).isZero();
    clock.advance(CLAIM);
    wake(entity);

    assertThat(sender.next().eventId()).isEqualTo(eventId(BOB, 1));
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

  private static Webhook scheduled(Webhook webhook, DeliverySchedule schedule) {
    return new Webhook(
        webhook.id(),
        webhook.session(),
        webhook.url(),
        webhook.events(),
        webhook.filters(),
        webhook.headers(),
        webhook.secrets(),
        true,
        null,
        webhook.order(),
        Optional.of(schedule),
        webhook.failing(),
        webhook.createdAt(),
        webhook.updatedAt());
  }

  private ActorRef<WebhookEntity.Command> start(Webhook webhook) {
    return TEST_KIT.spawn(
        WebhookEntity.create(
            webhook.id(),
            new WebhookEntity.Parts(
                tables.deliveries,
                sender,
                DeliverySchedule.DEFAULT,
                FIRST,
                RETRIES,
                CLAIM,
                clock,
                () -> 0)));
  }

  private static ActorRef<WebhookEntity.Command> wake(ActorRef<WebhookEntity.Command> entity) {
    entity.tell(new WebhookEntity.Wake());
    return entity;
  }

  /** Until whatever the entity found to claim has reached the sender. */
  private void awaitIdle(ActorRef<WebhookEntity.Command> entity) {
    await()
        .during(Duration.ofMillis(300))
        .until(() -> {
          int before = sender.waiting();
          wake(entity);
          return sender.waiting() == before;
        });
  }

  private DeliveryRecord awaitStatus(Webhook webhook, String event, DeliveryStatus status) {
    return await()
        .until(
            () ->
                tables.log(webhook).stream()
                    .filter(line -> line.eventId().equals(event))
                    .findFirst()
                    .orElseThrow(),
            line -> line.status() == status);
  }

  private Webhook moved(Webhook webhook, URI url) {
    return new Webhook(
        webhook.id(),
        webhook.session(),
        url,
        webhook.events(),
        webhook.filters(),
        webhook.headers(),
        webhook.secrets().rotate(new SecureRandom(), clock.instant()),
        true,
        null,
        webhook.order(),
        webhook.retry(),
        webhook.failing(),
        webhook.createdAt(),
        clock.instant());
  }
}
