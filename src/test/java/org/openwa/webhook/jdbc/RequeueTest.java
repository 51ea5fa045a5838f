package org.openwa.webhook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openwa.webhook.OutboxTables.BOB;
import static org.openwa.webhook.OutboxTables.CAROL;
import static org.openwa.webhook.OutboxTables.eventId;
import static org.openwa.webhook.OutboxTables.get;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.event.DeliveryOrder;
import org.openwa.webhook.Delivery;
import org.openwa.webhook.DeliveryResult;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.Outcome;
import org.openwa.webhook.Redelivery;
import org.openwa.webhook.RetryProgress;
import org.openwa.webhook.Webhook;

/** Second chances, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class RequeueTest extends OneOutbox {

  RequeueTest(Supplier<DatabaseSettings> empty) {
    super(empty);
  }

  @Test
  void everythingThatFailedOrIsDeadIsDueAgainUnderItsId() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1, 2, 3);
    List<Delivery> claimed = claim(webhook);
    record(webhook, claimed.get(0), DeliveryStatus.DEAD, REFUSED);
    record(webhook, claimed.get(1), DeliveryStatus.FAILED, REFUSED);
    record(webhook, claimed.get(2), DeliveryStatus.SUCCESS, OK);

    long requeued = get(deliveries.retryFailed(webhook.id()));

    assertThat(requeued).isEqualTo(2);
    assertThat(events(claim(webhook))).containsExactlyInAnyOrder(eventId(BOB, 1), eventId(BOB, 2));
  }

  @Test
  void whatIsUnderWayIsNotSentASecondTimeByARetryOfEverything() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1);
    record(webhook, claim(webhook).getFirst(), DeliveryStatus.FAILED, REFUSED);
    clock.advance(CLAIM);
    Delivery underWay = claim(webhook).getFirst();

    get(deliveries.retryFailed(webhook.id()));
    List<Delivery> meanwhile = claim(webhook);
    record(webhook, underWay, DeliveryStatus.SUCCESS, OK);

    assertThat(meanwhile).isEmpty();
    assertThat(claim(webhook)).isEmpty();
  }

  @Test
  void freshEventsAndTheirRetriesGoBeforeWhatWasRequeuedAndDoNotWaitForIt() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, IntStream.range(0, 12).toArray());
    killAll(webhook);
    get(deliveries.retryFailed(webhook.id()));
    tables.receive(BOB, 100);
    tables.receive(CAROL, 101);
    Delivery failed = tables.claim(webhook, 1, 0, CLAIM).getFirst();
    record(webhook, failed, DeliveryStatus.FAILED, REFUSED);
    clock.advance(CLAIM);

    List<Delivery> next = tables.claim(webhook, 1, 1, CLAIM);
    List<Delivery> then = tables.claim(webhook, 1, 1, CLAIM);

    assertThat(failed.eventId()).isEqualTo(eventId(BOB, 100));
    assertThat(events(next)).containsExactly(eventId(CAROL, 101), eventId(BOB, 100));
    assertThat(events(then)).containsExactly(eventId(BOB, 0));
    assertThat(then.getFirst().isFresh()).isFalse();
  }

  @Test
  void whatHeldBackItsChatStillDoesSo() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1);
    record(webhook, claim(webhook).getFirst(), DeliveryStatus.FAILED, REFUSED);
    tables.receive(BOB, 2);

    get(deliveries.retryFailed(webhook.id()));

    assertThat(events(claim(webhook))).containsExactly(eventId(BOB, 1));
  }

  @Test
  void aLongRetryGoesOnAfterARestartAndSaysHowFarItIs() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, IntStream.range(0, 1_500).toArray());
    killAll(webhook);

    long requeued = get(deliveries.retryFailed(webhook.id()));
    RetryProgress atFirst = get(deliveries.retryProgress(webhook.id())).orElseThrow();
    database.close();
    open();
    while (get(deliveries.retryProgress(webhook.id())).orElseThrow().finishedAt() == null) {
      assertThat(get(deliveries.continueRetries())).containsExactly(webhook.id());
    }
    RetryProgress atLast = get(deliveries.retryProgress(webhook.id())).orElseThrow();

    assertThat(requeued).isEqualTo(1_500);
    assertThat(atFirst.done()).isBetween(1L, 1_499L);
    assertThat(atLast.done()).isEqualTo(1_500);
    assertThat(get(deliveries.continueRetries())).isEmpty();
    assertThat(tables.log(webhook))
        .allSatisfy(line -> assertThat(line.status()).isEqualTo(DeliveryStatus.PENDING));
  }

  @Test
  void oneDeliveryIsRepeatedWhateverBecameOfIt() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    Webhook other = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1);
    Delivery delivery = claim(webhook).getFirst();
    record(webhook, delivery, DeliveryStatus.SUCCESS, OK);

    assertThat(get(deliveries.redeliver(other.id(), delivery.id()))).isEqualTo(Redelivery.UNKNOWN);
    assertThat(get(deliveries.redeliver(webhook.id(), delivery.id())))
        .isEqualTo(Redelivery.REQUEUED);
    assertThat(events(claim(webhook))).containsExactly(eventId(BOB, 1));
  }

  @Test
  void whatIsBeingTriedIsNotSentASecondTimeBecauseSomebodyAsks() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1);
    Delivery underWay = claim(webhook).getFirst();

    Redelivery redelivery = get(deliveries.redeliver(webhook.id(), underWay.id()));

    assertThat(redelivery).isEqualTo(Redelivery.UNDER_WAY);
    assertThat(claim(webhook)).isEmpty();
  }

  private List<Delivery> claim(Webhook webhook) throws Exception {
    return tables.claim(webhook, 10, 10, CLAIM);
  }

  private static List<String> events(List<Delivery> claimed) {
    return claimed.stream().map(Delivery::eventId).toList();
  }

  /** Claims all there is, and gives it up. */
  private void killAll(Webhook webhook) throws Exception {
    for (List<Delivery> all = tables.claim(webhook, 5_000, 0, CLAIM);
        !all.isEmpty();
        all = tables.claim(webhook, 5_000, 0, CLAIM)) {
      tables.record(
          webhook,
          all.stream().map(each -> result(webhook, each, DeliveryStatus.DEAD, REFUSED)).toList());
    }
    get(tables.webhooks.change(webhook.id(), each -> each.enabled(true, null, clock.instant())));
  }

  private static DeliveryResult result(
      Webhook webhook, Delivery delivery, DeliveryStatus status, Outcome outcome) {
    return new DeliveryResult(
        delivery.id(), webhook.url(), status, delivery.attempts() + 1, Duration.ZERO, outcome);
  }
}
