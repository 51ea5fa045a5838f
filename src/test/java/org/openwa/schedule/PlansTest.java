package org.openwa.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.message.FirstSend;
import org.openwa.message.MessageStatus;
import org.openwa.message.SendKey;
import org.openwa.message.StoredMessage;
import org.openwa.message.jdbc.JdbcMessageStore;
import org.openwa.model.MessageId;
import org.openwa.model.Total;
import org.openwa.testing.PlainLeases;

/** Lists of plans, and the keys that callers give them, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class PlansTest extends Planning {

  PlansTest(Supplier<DatabaseSettings> empty) throws Exception {
    super(empty);
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
    assertThat(get(scheduled.list(all(10))).plans()).hasSize(1);
  }

  @Test
  void aKeyHasOneMeaningForScheduledMessagesBulksAndSendsAtOnce() throws Exception {
    SendKey later = new SendKey("order-7", "later");
    SendKey many = new SendKey("order-8", "many");
    SendKey once = new SendKey("order-9", "at once");
    get(scheduled.add(pending(BOB, "hello", NOON), Optional.of(later)));
    get(bulks.add(bulkOf(Duration.ZERO, 1), List.of(), Optional.of(many)));
    assertThat(sendAtOnce(once)).isEmpty();

    Booking<Bulk> bulkAgain =
        get(bulks.add(bulkOf(Duration.ZERO, 1), List.of(), Optional.of(later)));
    Booking<PlannedSend> laterAgain =
        get(scheduled.add(pending(BOB, "hello", NOON), Optional.of(many)));
    Booking<PlannedSend> laterAfterOnce =
        get(scheduled.add(pending(BOB, "hello", NOON), Optional.of(once)));

    assertThat(bulkAgain.sameRequest()).isFalse();
    assertThat(laterAgain.sameRequest()).isFalse();
    assertThat(laterAfterOnce.sameRequest()).isFalse();
    assertThat(get(scheduled.list(all(10))).plans()).hasSize(1);
    assertThat(get(scheduled.knowsKey(ALICE, later))).isTrue();
    assertThat(get(scheduled.knowsKey(ALICE, many))).isTrue();
    assertThat(get(scheduled.knowsKey(ALICE, once))).isFalse();
  }

  @Test
  void aPlansKeyIsFreeAfterADay() throws Exception {
    SendKey key = new SendKey("order-7", "one");
    get(scheduled.add(pending(BOB, "hello", NOON), Optional.of(key)));

    clock.advance(Duration.ofHours(24));
    assertThat(get(scheduled.knowsKey(ALICE, key))).isFalse();
    Booking<PlannedSend> next =
        get(scheduled.add(pending(BOB, "hello", NOON), Optional.of(new SendKey("order-7", "two"))));

    assertThat(next.repeated()).isFalse();
    assertThat(next.sameRequest()).isTrue();
  }

  @Test
  void listsGoOnBehindTheirCursorAndSayHowManyThereAre() throws Exception {
    for (int i = 0; i < 5; i++) {
      schedule(NOON.plusSeconds(i / 2));
      bulk(Duration.ZERO, 1);
    }
    get(scheduled.cancel(ALICE, get(scheduled.list(all(1))).plans().getFirst().id()));

    List<PlannedSend> listed = new ArrayList<>();
    PlanPage<PlannedSend> page = get(scheduled.list(all(2)));
    listed.addAll(page.plans());
    while (page.next().isPresent()) {
      page = get(scheduled.list(behind(page.next(), 2)));
      listed.addAll(page.plans());
    }
    PlanPage<Bulk> newest = get(bulks.list(all(3)));
    PlanPage<Bulk> rest = get(bulks.list(behind(newest.next(), 3)));

    assertThat(listed).extracting(PlannedSend::dueAt).isSorted();
    assertThat(listed).extracting(PlannedSend::id).doesNotHaveDuplicates().hasSize(5);
    assertThat(page.total()).isEqualTo(new Total(5, true));
    assertThat(
            get(scheduled.list(
                    new PlanQuery(ALICE, Optional.of(PlanStatus.PENDING), Optional.empty(), 2)))
                .total())
        .isEqualTo(new Total(4, true));
    assertThat(newest.plans()).hasSize(3);
    assertThat(newest.total()).isEqualTo(new Total(5, true));
    assertThat(rest.plans()).hasSize(2).doesNotContainAnyElementsOf(newest.plans());
    assertThat(rest.next()).isEmpty();
  }

  private static PlanQuery all(int limit) {
    return behind(Optional.empty(), limit);
  }

  private static PlanQuery behind(Optional<PlanId> plan, int limit) {
    return new PlanQuery(ALICE, Optional.empty(), plan, limit);
  }

  private Optional<FirstSend> sendAtOnce(SendKey key) throws Exception {
    StoredMessage message =
        new StoredMessage(
            new MessageId("true_" + BOB + "_A"),
            BOB,
            "me",
            BOB.value(),
            null,
            null,
            true,
            "text",
            "hello",
            null,
            null,
            null,
            MessageStatus.PENDING,
            1,
            NOON);
    long epoch = get(new PlainLeases(database, "node").epoch(ALICE));
    return get(new JdbcMessageStore(database).begin(ALICE, epoch, message, Optional.of(key)));
  }
}
