package org.openwa.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.egress.AddressGuard;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.Filters;

/** What becomes of events whose endpoint is not well, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class DeliveryFailureTest extends DeliveringNode {

  DeliveryFailureTest(Supplier<DatabaseSettings> empty) throws Exception {
    super(empty);
  }

  @Test
  void whatFailsIsTriedAgainAndThenDead() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);
    answer = _ -> 500;
    append(events(1, 1, "1"));
    ActorRef<WebhookEntity.Command> entity = entity(QUICK);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          wake(entity);
          assertThat(log().getFirst().status()).isEqualTo(DeliveryStatus.DEAD);
        });

    assertThat(received).hasSize(3);
    assertThat(received).extracting(Received::id).containsOnly(received.getFirst().id());
    assertThat(log().getFirst().error()).isEqualTo("HTTP_500");
    answer = _ -> 200;
    assertThat(get(deliveries.retryFailed(ID))).isEqualTo(1L);
    wake(entity);
    await().atMost(PATIENCE).until(() -> succeeded(log().getFirst()));
  }

  @Test
  void aReceiverThatIsGoneIsDisabled() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);
    answer = _ -> 410;
    append(events(1, 1, "1"));

    wake(entity(QUICK));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(get(webhooks.find(ID)).orElseThrow().enabled()).isFalse());
  }

  @Test
  void aDisabledWebhookKeepsWhatWaitsAndGoesOnWhenItIsEnabled() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);
    append(events(1, 2, "1"));
    get(webhooks.change(ID, each -> each.enabled(false, null, Instant.now())));
    append(events(3, 3, "1"));
    ActorRef<WebhookEntity.Command> entity = entity(QUICK);

    wake(entity);
    assertThat(claim(PATIENCE)).isEmpty();
    get(webhooks.change(ID, each -> each.enabled(true, null, Instant.now())));
    wake(entity);

    await().atMost(PATIENCE).until(() -> received.size() == 2);
    assertThat(numbers("1")).containsExactly("1", "2");
  }

  @Test
  void whatADeadNodeHadClaimedIsDueAgain() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);
    append(events(1, 1, "1"));
    List<Delivery> lost = claim(Duration.ofMillis(300));
    List<Delivery> meanwhile = claim(PATIENCE);

    await().atMost(PATIENCE).until(() -> get(deliveries.due()).contains(ID));
    wake(entity(QUICK));

    assertThat(lost).hasSize(1);
    assertThat(meanwhile).isEmpty();
    await().atMost(PATIENCE).until(() -> succeeded(log().getFirst()));
  }

  @Test
  void aPrivateAddressIsNeverDialled() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);
    append(events(1, 1, "1"));

    wake(entity(QUICK, new AddressGuard(List.of())));

    await().atMost(PATIENCE).until(() -> log().getFirst().error() != null);
    assertThat(log().getFirst().error()).isEqualTo("BLOCKED_ADDRESS");
    assertThat(received).isEmpty();
  }
}
