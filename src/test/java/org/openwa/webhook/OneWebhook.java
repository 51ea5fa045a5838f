package org.openwa.webhook;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.openwa.database.Database;
import org.openwa.testing.Databases;
import org.openwa.testing.SettableClock;

/** One webhook's deliveries, with real tables and scripted receivers; tests of it extend this. */
abstract class OneWebhook {

  static ActorTestKit testKit;
  static final Duration CLAIM = Duration.ofSeconds(30);
  static final int FIRST = 16;
  static final int RETRIES = 8;

  final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));
  final Database database = Database.open(Databases.h2(), "0.1.0");
  final OutboxTables tables = new OutboxTables(database, clock);
  final ScriptedSender sender = new ScriptedSender();

  @AfterEach
  void close() {
    database.close();
  }

  @BeforeAll
  static void startSystem() {
    testKit = ActorTestKit.create();
  }

  @AfterAll
  static void stopSystem() {
    testKit.shutdownTestKit();
  }

  static Webhook scheduled(Webhook webhook, DeliverySchedule schedule) {
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

  ActorRef<WebhookEntity.Command> start(Webhook webhook) {
    return testKit.spawn(owner(webhook));
  }

  Behavior<WebhookEntity.Command> owner(Webhook webhook) {
    return WebhookEntity.create(
        webhook.id(),
        new DeliveryParts(
            tables.deliveries,
            sender,
            DeliverySchedule.DEFAULT,
            FIRST,
            RETRIES,
            CLAIM,
            clock,
            () -> 0));
  }

  static ActorRef<WebhookEntity.Command> wake(ActorRef<WebhookEntity.Command> entity) {
    entity.tell(new WebhookEntity.Wake());
    return entity;
  }

  /** Until whatever the entity found to claim has reached the sender. */
  void awaitIdle(ActorRef<WebhookEntity.Command> entity) {
    await()
        .during(Duration.ofMillis(300))
        .until(() -> {
          int before = sender.waiting();
          wake(entity);
          return sender.waiting() == before;
        });
  }

  DeliveryRecord awaitStatus(Webhook webhook, String event, DeliveryStatus status) {
    return await()
        .until(
            () ->
                tables.log(webhook).stream()
                    .filter(line -> line.eventId().equals(event))
                    .findFirst()
                    .orElseThrow(),
            line -> line.status() == status);
  }

  Webhook moved(Webhook webhook, URI url) {
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
