package org.openwa.webhook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openwa.webhook.OutboxTables.BOB;
import static org.openwa.webhook.OutboxTables.CAROL;
import static org.openwa.webhook.OutboxTables.eventId;
import static org.openwa.webhook.OutboxTables.get;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.openwa.egress.FailureClass;
import org.openwa.event.DeliveryOrder;
import org.openwa.testing.Databases;
import org.openwa.testing.SettableClock;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.Delivery;
import org.openwa.webhook.DeliveryRecord;
import org.openwa.webhook.DeliveryResult;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.OutboxTables;
import org.openwa.webhook.Outcome;
import org.openwa.webhook.Webhook;

/** The outbox on both databases. */
@ParameterizedClass
@MethodSource("databases")
class JdbcDeliveriesTest {

  private static final Duration CLAIM = Duration.ofSeconds(30);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Outcome OK = new Outcome.Answered(200, Optional.empty(), Duration.ZERO);
  private static final Outcome REFUSED = new Outcome.Failed(FailureClass.CONNECT, Duration.ZERO);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));
  private final Database database;
  private final OutboxTables tables;
  private final Deliveries deliveries;

  JdbcDeliveriesTest(Supplier<DatabaseSettings> empty) {
    database = Database.open(empty.get(), "0.1.0");
    tables = new OutboxTables(database, clock);
    deliveries = tables.deliveries;
  }

  static Stream<Supplier<DatabaseSettings>> databases() {
    return Databases.kinds();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aChatGetsItsNextEventWhenTheOneBeforeIsDelivered() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1, 2);
    tables.receive(CAROL, 3);

    List<Delivery> first = claim(webhook);
    List<Delivery> meanwhile = claim(webhook);
    record(first.getFirst(), DeliveryStatus.SUCCESS, OK);
    List<Delivery> second = claim(webhook);

    assertThat(events(first)).containsExactly(eventId(BOB, 1), eventId(CAROL, 3));
    assertThat(meanwhile).isEmpty();
    assertThat(events(second)).containsExactly(eventId(BOB, 2));
  }

  @Test
  void withoutOrderEverythingIsDueAndStrictlyOnlyOne() throws Exception {
    Webhook free = tables.webhook(DeliveryOrder.NONE);
    Webhook strict = tables.webhook(DeliveryOrder.STRICT);
    tables.receive(BOB, 1, 2);
    tables.receive(CAROL, 3);

    assertThat(claim(free)).hasSize(3);
    assertThat(events(claim(strict))).containsExactly(eventId(BOB, 1));
  }

  @Test
  void whatItsOwnerNeverFinishedIsDueAgain() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1);
    claim(webhook);

    clock.advance(CLAIM.minusMillis(1));
    assertThat(claim(webhook)).isEmpty();
    assertThat(get(deliveries.due())).isEmpty();
    clock.advance(Duration.ofMillis(1));

    assertThat(get(deliveries.due())).containsExactly(webhook.id());
    assertThat(events(claim(webhook))).containsExactly(eventId(BOB, 1));
  }

  @Test
  void claimsAtTheSameTimeNeverOverlap() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, IntStream.range(0, 60).toArray());
    List<CompletionStage<Deliveries.Claim>> claims = new ArrayList<>();

    for (int i = 0; i < 12; i++) {
      claims.add(deliveries.claim(webhook.id(), 5, 0, CLAIM));
    }
    List<String> all = new ArrayList<>();
    for (CompletionStage<Deliveries.Claim> claim : claims) {
      all.addAll(events(get(claim).deliveries()));
    }

    assertThat(all).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void anEventThatKeepsFailingIsOvertakenUnlessTheOrderIsStrict() throws Exception {
    Webhook chat = tables.webhook(DeliveryOrder.CHAT);
    Webhook strict = tables.webhook(DeliveryOrder.STRICT);
    tables.receive(BOB, 1, 2);

    for (int attempt = 1; attempt <= 5; attempt++) {
      assertThat(claim(chat)).hasSize(1);
      fail(chat, attempt);
      assertThat(claim(strict)).hasSize(1);
      fail(strict, attempt);
    }

    assertThat(events(claim(chat))).containsExactly(eventId(BOB, 2));
    assertThat(claim(strict)).isEmpty();
  }

  @Test
  void firstAttemptsAndRetriesHavePlacesOfTheirOwn() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1, 2, 3, 4);
    for (Delivery delivery : get(deliveries.claim(webhook.id(), 2, 0, CLAIM)).deliveries()) {
      record(delivery, DeliveryStatus.FAILED, REFUSED);
    }

    List<Delivery> claimed = get(deliveries.claim(webhook.id(), 1, 1, CLAIM)).deliveries();

    assertThat(claimed).extracting(Delivery::attempts).containsExactly(0, 1);
  }

  @Test
  void aDisabledWebhookKeepsWhatWasQueuedAndCollectsNothing() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1);
    get(tables.webhooks.update(webhook.enabled(false, null, clock.instant())));

    tables.receive(BOB, 2);
    List<Delivery> disabled = claim(webhook);
    get(tables.webhooks.update(webhook.enabled(true, null, clock.instant())));

    assertThat(disabled).isEmpty();
    assertThat(events(claim(webhook))).containsExactly(eventId(BOB, 1));
  }

  /** The attempt of an owner that stood still for a while ends after another one delivered. */
  @Test
  void aFailureThatComesLateDoesNotUndoASuccess() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1);
    Delivery former = claim(webhook).getFirst();
    clock.advance(CLAIM);
    Delivery present = claim(webhook).getFirst();

    record(present, DeliveryStatus.SUCCESS, OK);
    record(former, DeliveryStatus.FAILED, REFUSED);

    assertThat(tables.log(webhook).getFirst().status()).isEqualTo(DeliveryStatus.SUCCESS);
    clock.advance(DAY);
    assertThat(claim(webhook)).isEmpty();
  }

  @Test
  void everythingThatFailedOrIsDeadIsDueAgainUnderItsId() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1, 2, 3);
    List<Delivery> claimed = claim(webhook);
    record(claimed.get(0), DeliveryStatus.DEAD, REFUSED);
    recordLater(claimed.get(1));
    record(claimed.get(2), DeliveryStatus.SUCCESS, OK);

    int requeued = get(deliveries.retryFailed(webhook.id()));

    assertThat(requeued).isEqualTo(2);
    assertThat(events(claim(webhook))).containsExactly(eventId(BOB, 1), eventId(BOB, 2));
  }

  @Test
  void whatIsUnderWayIsNotSentASecondTimeByARetryOfEverything() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1);
    record(claim(webhook).getFirst(), DeliveryStatus.FAILED, REFUSED);
    Delivery underWay = claim(webhook).getFirst();

    get(deliveries.retryFailed(webhook.id()));
    List<Delivery> meanwhile = claim(webhook);
    record(underWay, DeliveryStatus.SUCCESS, OK);

    assertThat(meanwhile).isEmpty();
    assertThat(claim(webhook)).isEmpty();
  }

  @Test
  void oneDeliveryIsRepeatedWhateverBecameOfIt() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    Webhook other = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1);
    Delivery delivery = claim(webhook).getFirst();
    record(delivery, DeliveryStatus.SUCCESS, OK);

    assertThat(get(deliveries.redeliver(other.id(), delivery.id()))).isFalse();
    assertThat(get(deliveries.redeliver(webhook.id(), delivery.id()))).isTrue();
    assertThat(events(claim(webhook))).containsExactly(eventId(BOB, 1));
  }

  @Test
  void theLogIsPagedAndFiltered() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1, 2, 3);
    List<Delivery> claimed = claim(webhook);
    record(claimed.get(0), DeliveryStatus.SUCCESS, OK);
    record(claimed.get(1), DeliveryStatus.DEAD, REFUSED);

    List<DeliveryRecord> newest = log(webhook, Optional.empty(), Optional.empty(), 2);
    List<DeliveryRecord> rest =
        log(webhook, Optional.empty(), Optional.of(newest.getLast().id()), 2);
    DeliveryRecord dead =
        log(webhook, Optional.of(DeliveryStatus.DEAD), Optional.empty(), 9).getFirst();

    assertThat(Stream.concat(newest.stream(), rest.stream()).map(DeliveryRecord::eventId))
        .containsExactly(eventId(BOB, 3), eventId(BOB, 2), eventId(BOB, 1));
    assertThat(dead.error()).isEqualTo("CONNECT");
    assertThat(dead.statusCode()).isNull();
    assertThat(rest.getFirst().statusCode()).isEqualTo(200);
  }

  @Test
  void oldLinesOfTheLogAreRemovedAndWhatIsOpenStays() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1, 2, 3);
    List<Delivery> claimed = claim(webhook);
    record(claimed.get(0), DeliveryStatus.SUCCESS, OK);
    record(claimed.get(1), DeliveryStatus.DEAD, REFUSED);
    clock.advance(DAY.multipliedBy(40));

    get(deliveries.clean(DAY.multipliedBy(30), DAY.multipliedBy(90)));

    assertThat(tables.log(webhook))
        .extracting(DeliveryRecord::status)
        .containsExactly(DeliveryStatus.PENDING, DeliveryStatus.DEAD);
  }

  private List<Delivery> claim(Webhook webhook) throws Exception {
    return get(deliveries.claim(webhook.id(), 10, 10, CLAIM)).deliveries();
  }

  private static List<String> events(List<Delivery> claimed) {
    return claimed.stream().map(Delivery::eventId).toList();
  }

  private void record(Delivery delivery, DeliveryStatus status, Outcome outcome) throws Exception {
    get(
        deliveries.record(
            List.of(
                new DeliveryResult(
                    delivery.id(), status, delivery.attempts() + 1, clock.instant(), outcome))));
  }

  private void recordLater(Delivery delivery) throws Exception {
    get(
        deliveries.record(
            List.of(
                new DeliveryResult(
                    delivery.id(),
                    DeliveryStatus.FAILED,
                    delivery.attempts() + 1,
                    clock.instant().plus(DAY),
                    REFUSED))));
  }

  /** Lets the one delivery that is under way fail, and be due again at once. */
  private void fail(Webhook webhook, int attempt) throws Exception {
    DeliveryRecord oldest = tables.log(webhook).getLast();
    get(
        deliveries.record(
            List.of(
                new DeliveryResult(
                    oldest.id(),
                    DeliveryStatus.FAILED,
                    attempt,
                    attempt < 5 ? clock.instant() : clock.instant().plus(DAY),
                    REFUSED))));
  }

  private List<DeliveryRecord> log(
      Webhook webhook, Optional<DeliveryStatus> status, Optional<Long> before, int limit)
      throws Exception {
    return get(
        deliveries.log(
            new Deliveries.LogQuery(webhook.id(), status, Optional.empty(), before, limit)));
  }
}
