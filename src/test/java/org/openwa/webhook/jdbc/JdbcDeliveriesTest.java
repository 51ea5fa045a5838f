package org.openwa.webhook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openwa.webhook.OutboxTables.BOB;
import static org.openwa.webhook.OutboxTables.CAROL;
import static org.openwa.webhook.OutboxTables.eventId;
import static org.openwa.webhook.OutboxTables.get;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.event.DeliveryOrder;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.Delivery;
import org.openwa.webhook.DeliveryResult;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.Webhook;

/** The outbox on both databases. */
@ParameterizedClass
@MethodSource("databases")
class JdbcDeliveriesTest extends OneOutbox {

  JdbcDeliveriesTest(Supplier<DatabaseSettings> empty) {
    super(empty);
  }

  @Test
  void aChatIsClaimedInItsOrderAndNothingOfItMeanwhile() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1, 2);
    tables.receive(CAROL, 3);

    List<Delivery> first = claim(webhook);
    tables.receive(BOB, 4);
    List<Delivery> meanwhile = claim(webhook);
    record(webhook, first.get(0), DeliveryStatus.SUCCESS, OK);
    List<Delivery> half = claim(webhook);
    record(webhook, first.get(1), DeliveryStatus.SUCCESS, OK);

    assertThat(events(first)).containsExactly(eventId(BOB, 1), eventId(BOB, 2), eventId(CAROL, 3));
    assertThat(meanwhile).isEmpty();
    assertThat(half).isEmpty();
    assertThat(events(claim(webhook))).containsExactly(eventId(BOB, 4));
  }

  @Test
  void whatWasClaimedInVainIsDueAtOnce() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1, 2);
    List<Delivery> claimed = claim(webhook);

    fail(webhook, 1, claimed);

    assertThat(events(claim(webhook))).containsExactly(eventId(BOB, 1));
  }

  @Test
  void oneLaneDoesNotTakeThePlacesOfTheOthers() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, IntStream.range(0, 1_500).toArray());
    tables.receive(CAROL, 2_000);

    List<Delivery> claimed = tables.claim(webhook, 2, 0, CLAIM);

    assertThat(events(claimed)).startsWith(eventId(BOB, 0), eventId(BOB, 1));
    assertThat(events(claimed)).contains(eventId(CAROL, 2_000)).hasSizeLessThan(40);
  }

  @Test
  void withoutOrderEverythingIsALaneAndStrictlyThereIsOne() throws Exception {
    Webhook free = tables.webhook(DeliveryOrder.NONE);
    Webhook strict = tables.webhook(DeliveryOrder.STRICT);
    tables.receive(BOB, 1, 2);
    tables.receive(CAROL, 3);

    assertThat(claim(free)).extracting(Delivery::lane).doesNotHaveDuplicates().hasSize(3);
    List<Delivery> inOrder = claim(strict);
    assertThat(events(inOrder))
        .containsExactly(eventId(BOB, 1), eventId(BOB, 2), eventId(CAROL, 3));
    assertThat(inOrder).extracting(Delivery::lane).containsOnly(inOrder.getFirst().lane());
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
      claims.add(deliveries.turn(webhook.id(), Deliveries.Turn.claim(5, 0, CLAIM)));
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
      fail(chat, attempt, claim(chat));
      fail(strict, attempt, claim(strict));
    }

    assertThat(events(claim(chat))).containsExactly(eventId(BOB, 2));
    assertThat(claim(strict)).isEmpty();
  }

  @Test
  void firstAttemptsAndRetriesHavePlacesOfTheirOwn() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1, 2, 3, 4);
    for (Delivery delivery : tables.claim(webhook, 2, 0, CLAIM)) {
      record(webhook, delivery, DeliveryStatus.FAILED, REFUSED);
    }

    List<Delivery> claimed = tables.claim(webhook, 1, 1, CLAIM);

    assertThat(claimed).extracting(Delivery::attempts).containsExactly(0, 1);
  }

  @Test
  void aDisabledWebhookKeepsWhatWasQueuedAndCollectsNothing() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1);
    get(tables.webhooks.change(webhook.id(), each -> each.enabled(false, null, clock.instant())));

    tables.receive(BOB, 2);
    List<Delivery> disabled = claim(webhook);
    get(tables.webhooks.change(webhook.id(), each -> each.enabled(true, null, clock.instant())));

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

    record(webhook, present, DeliveryStatus.SUCCESS, OK);
    record(webhook, former, DeliveryStatus.FAILED, REFUSED);

    assertThat(tables.log(webhook).getFirst().status()).isEqualTo(DeliveryStatus.SUCCESS);
    clock.advance(DAY);
    assertThat(claim(webhook)).isEmpty();
  }

  private List<Delivery> claim(Webhook webhook) throws Exception {
    return tables.claim(webhook, 10, 10, CLAIM);
  }

  private static List<String> events(List<Delivery> claimed) {
    return claimed.stream().map(Delivery::eventId).toList();
  }

  /** Lets the first of what is claimed fail, and be due again at once; the rest is given back. */
  private void fail(Webhook webhook, int attempt, List<Delivery> claimed) throws Exception {
    Delivery first = claimed.getFirst();
    assertThat(first.eventId()).isEqualTo(eventId(BOB, 1));
    DeliveryResult result =
        new DeliveryResult(
            first.id(),
            webhook.url(),
            DeliveryStatus.FAILED,
            attempt,
            attempt < 5 ? Duration.ZERO : DAY,
            REFUSED);
    Set<Long> rest = claimed.stream().skip(1).map(Delivery::id).collect(Collectors.toSet());
    get(deliveries.turn(webhook.id(), new Deliveries.Turn(List.of(result), rest, 0, 0, 0, CLAIM)));
  }
}
