package org.openwa.webhook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openwa.webhook.OutboxTables.ALICE;
import static org.openwa.webhook.OutboxTables.BOB;
import static org.openwa.webhook.OutboxTables.get;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.event.DeliveryOrder;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.Delivery;
import org.openwa.webhook.DeliveryResult;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.FailureStreak;
import org.openwa.webhook.Outcome;
import org.openwa.webhook.Webhook;

/** When a webhook is given up, and who hears of it. */
@ParameterizedClass
@MethodSource("databases")
class GivenUpTest extends OneOutbox {

  private static final Outcome GONE = new Outcome.Answered(410, Optional.empty(), Duration.ZERO);

  GivenUpTest(Supplier<DatabaseSettings> empty) {
    super(empty);
  }

  @Test
  void fiveDaysOfFailuresDisableAWebhookAndTheOthersHearOfIt() throws Exception {
    Webhook hopeless = tables.webhook(DeliveryOrder.NONE);
    Webhook other = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1);
    Delivery delivery = tables.claim(hopeless, 1, 0, CLAIM).getFirst();
    for (int attempt = 1; attempt <= 20; attempt++) {
      fail(hopeless, delivery, attempt, REFUSED);
      clock.advance(DAY.dividedBy(4));
    }
    boolean afterNearlyFive = tables.find(hopeless).enabled();

    Deliveries.Claim claim = fail(hopeless, delivery, 21, REFUSED);

    Webhook disabled = tables.find(hopeless);
    assertThat(afterNearlyFive).isTrue();
    assertThat(disabled.enabled()).isFalse();
    assertThat(disabled.disabledReason()).isEqualTo("every delivery failed for five days");
    assertThat(claim.disabled().map(Webhook::id)).contains(hopeless.id());
    assertThat(tables.woken).containsExactly(other.id().value());
    assertThat(tables.claim(other, 9, 0, CLAIM))
        .extracting(Delivery::event)
        .containsExactly("message.received", "webhook.disabled");
    assertThat(tables.log(hopeless)).hasSize(1);
  }

  @Test
  void aSuccessBetweenThemStartsTheFiveDaysAgain() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1);
    Delivery delivery = tables.claim(webhook, 1, 0, CLAIM).getFirst();
    for (int attempt = 1; attempt <= 19; attempt++) {
      fail(webhook, delivery, attempt, REFUSED);
      clock.advance(DAY.dividedBy(4));
    }
    record(webhook, delivery, DeliveryStatus.SUCCESS, OK);
    clock.advance(DAY);

    tables.receive(BOB, 2);
    fail(webhook, tables.claim(webhook, 1, 0, CLAIM).getFirst(), 1, REFUSED);

    assertThat(tables.find(webhook).enabled()).isTrue();
    assertThat(tables.find(webhook).failing()).isEqualTo(new FailureStreak(clock.instant(), 1));
  }

  @Test
  void twoFailuresInFiveQuietDaysProveNothing() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1);
    Delivery delivery = tables.claim(webhook, 1, 0, CLAIM).getFirst();
    fail(webhook, delivery, 1, REFUSED);
    clock.advance(DAY.multipliedBy(9));

    fail(webhook, delivery, 2, REFUSED);

    assertThat(tables.find(webhook).enabled()).isTrue();
  }

  @Test
  void whatIsEnabledAgainStartsWithoutAPast() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1);
    fail(webhook, tables.claim(webhook, 1, 0, CLAIM).getFirst(), 1, GONE);
    boolean gone = !tables.find(webhook).enabled();

    get(tables.webhooks.change(webhook.id(), each -> each.enabled(true, null, clock.instant())));

    assertThat(gone).isTrue();
    assertThat(tables.find(webhook).failing()).isEqualTo(FailureStreak.NONE);
    assertThat(tables.find(webhook).disabledReason()).isNull();
  }

  @Test
  void aWebhookOfAllSessionsSaysItInTheSessionItCouldNotServe() throws Exception {
    Webhook everywhere = tables.webhook(DeliveryOrder.NONE, Optional.empty());
    Webhook other = tables.webhook(DeliveryOrder.NONE, Optional.empty());
    tables.receive(BOB, 1);

    fail(everywhere, tables.claim(everywhere, 1, 0, CLAIM).getFirst(), 1, GONE);

    assertThat(tables.claim(other, 9, 0, CLAIM).getLast().body())
        .contains("\"event\":\"webhook.disabled\"")
        .contains("\"sessionId\":\"" + ALICE + "\"")
        .contains("\"webhookId\":\"" + everywhere.id() + "\"");
  }

  @Test
  void aReceiverThatIsGoneDoesNotDisableAWebhookThatHasMoved() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1);
    Delivery delivery = tables.claim(webhook, 1, 0, CLAIM).getFirst();

    tables.record(
        webhook,
        List.of(
            new DeliveryResult(
                delivery.id(),
                URI.create("https://example.org/former"),
                DeliveryStatus.DEAD,
                1,
                Duration.ZERO,
                GONE)));

    assertThat(tables.find(webhook).enabled()).isTrue();
    assertThat(tables.find(webhook).failing()).isEqualTo(FailureStreak.NONE);
  }

  private Deliveries.Claim fail(Webhook webhook, Delivery delivery, int attempt, Outcome outcome)
      throws Exception {
    return tables.record(
        webhook,
        List.of(
            new DeliveryResult(
                delivery.id(),
                webhook.url(),
                DeliveryStatus.FAILED,
                attempt,
                Duration.ZERO,
                outcome)));
  }
}
