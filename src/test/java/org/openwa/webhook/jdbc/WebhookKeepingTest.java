package org.openwa.webhook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openwa.webhook.OutboxTables.ALICE;
import static org.openwa.webhook.OutboxTables.BOB;
import static org.openwa.webhook.OutboxTables.get;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openwa.database.DatabaseClock;
import org.openwa.database.DatabaseSettings;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.jdbc.EventLog;
import org.openwa.model.SessionId;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.Delivery;
import org.openwa.webhook.DeliveryRecord;
import org.openwa.webhook.DeliverySchedule;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.FailureStreak;
import org.openwa.webhook.Webhook;
import org.openwa.webhook.Webhooks;

/** What is kept, for how long, and how much of it. */
@ParameterizedClass
@MethodSource("databases")
class WebhookKeepingTest extends OneOutbox {

  private static final Deliveries.Retention RETENTION =
      new Deliveries.Retention(DAY.multipliedBy(30), DAY.multipliedBy(90), DAY.multipliedBy(30));

  WebhookKeepingTest(Supplier<DatabaseSettings> empty) {
    super(empty);
  }

  @Test
  void oldLinesAndTheirEventsAreRemovedAndWhatIsOpenStays() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1, 2, 3);
    List<Delivery> claimed = tables.claim(webhook, 2, 0, CLAIM);
    record(webhook, claimed.get(0), DeliveryStatus.SUCCESS, OK);
    record(webhook, claimed.get(1), DeliveryStatus.DEAD, REFUSED);

    clock.advance(DAY.multipliedBy(29));
    get(tables.deliveries.clean(RETENTION));
    long before = events();
    clock.advance(DAY.multipliedBy(11));
    get(tables.deliveries.clean(RETENTION));
    long later = events();
    clock.advance(DAY.multipliedBy(60));
    get(tables.deliveries.clean(RETENTION));

    assertThat(before).isEqualTo(3);
    assertThat(later).isEqualTo(2);
    assertThat(events()).isEqualTo(1);
    assertThat(tables.log(webhook))
        .extracting(DeliveryRecord::status)
        .containsExactly(DeliveryStatus.PENDING);
    assertThat(tables.claim(webhook, 1, 0, CLAIM)).hasSize(1);
  }

  @Test
  void anEventThatNobodyWantsIsKeptAMonthToo() throws Exception {
    tables.receive(BOB, 1);

    clock.advance(DAY.multipliedBy(29));
    get(tables.deliveries.clean(RETENTION));
    long before = events();
    clock.advance(DAY.multipliedBy(2));
    get(tables.deliveries.clean(RETENTION));

    assertThat(before).isEqualTo(1);
    assertThat(events()).isZero();
  }

  @Test
  void manyThatAreMadeAtOnceAreNoMoreThanMayBe() throws Exception {
    for (Optional<SessionId> owner : List.of(Optional.of(ALICE), Optional.<SessionId>empty())) {
      List<CompletionStage<Boolean>> made = new ArrayList<>();

      for (int i = 0; i < Webhooks.MAX + 8; i++) {
        made.add(tables.webhooks.create(tables.newWebhook(DeliveryOrder.CHAT, owner)));
      }
      for (CompletionStage<Boolean> each : made) {
        get(each);
      }

      assertThat(get(tables.webhooks.list(owner))).hasSize(Webhooks.MAX);
    }
  }

  @Test
  void changesAtTheSameTimeAreDoneOneAfterTheOther() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    List<CompletionStage<Optional<Webhook>>> changes = new ArrayList<>();

    for (int i = 0; i < 8; i++) {
      changes.add(
          tables.webhooks.change(
              webhook.id(), each -> each.at(each.updatedAt().plus(Duration.ofMinutes(1)))));
    }
    for (CompletionStage<Optional<Webhook>> change : changes) {
      get(change);
    }

    assertThat(tables.find(webhook).updatedAt())
        .isEqualTo(webhook.updatedAt().plus(Duration.ofMinutes(8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5,30,86400"})
  void aScheduleOfItsOwnIsKept(String seconds) throws Exception {
    DeliverySchedule schedule =
        new DeliverySchedule(
            Stream.of(seconds.split(","))
                .filter(each -> !each.isEmpty())
                .map(each -> Duration.ofSeconds(Long.parseLong(each)))
                .toList());
    Webhook plain = tables.webhook(DeliveryOrder.CHAT);

    get(tables.webhooks.create(with(schedule)));

    assertThat(get(tables.webhooks.list(Optional.of(ALICE))))
        .extracting(Webhook::retry)
        .containsExactlyInAnyOrder(plain.retry(), Optional.of(schedule));
  }

  /** A node whose clock is wrong claims, and waits, by the clock that the others have too. */
  @Test
  void claimsAreTimedByTheClockOfTheDatabase() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1);
    Deliveries real =
        new JdbcDeliveries(database, DatabaseClock.ofDatabase(), new EventLog(clock), _ -> {});

    Deliveries.Claim claim =
        get(real.turn(webhook.id(), Deliveries.Turn.claim(1, 0, Duration.ofHours(1))));
    Deliveries.Claim meanwhile =
        get(real.turn(webhook.id(), Deliveries.Turn.claim(1, 0, Duration.ofHours(1))));

    assertThat(claim.deliveries()).hasSize(1);
    assertThat(meanwhile.deliveries()).isEmpty();
    Instant until =
        get(
            database.inTransaction(handle ->
                handle
                    .createQuery("SELECT claimed_until FROM delivery")
                    .mapTo(Instant.class)
                    .one()));
    assertThat(Duration.between(Instant.now(), until))
        .isBetween(Duration.ofMinutes(55), Duration.ofMinutes(65));
  }

  private Webhook with(DeliverySchedule schedule) {
    Webhook plain = tables.newWebhook(DeliveryOrder.CHAT, Optional.of(ALICE));
    return new Webhook(
        plain.id(),
        plain.session(),
        plain.url(),
        plain.events(),
        plain.filters(),
        plain.headers(),
        plain.secrets(),
        true,
        null,
        plain.order(),
        Optional.of(schedule),
        FailureStreak.NONE,
        plain.createdAt(),
        plain.updatedAt());
  }

  private long events() throws Exception {
    return get(
        database.inTransaction(
            handle -> handle.createQuery("SELECT COUNT(*) FROM event").mapTo(Long.class).one()));
  }
}
