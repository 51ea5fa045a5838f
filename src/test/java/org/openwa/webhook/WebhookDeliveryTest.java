package org.openwa.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.Filters;

/** From a stored event to a receiver, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class WebhookDeliveryTest extends DeliveringNode {

  WebhookDeliveryTest(Supplier<DatabaseSettings> empty) throws Exception {
    super(empty);
  }

  @Test
  void everyEventArrivesOnceWithItsIdAndItsPlaceInTheSequence() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.NONE);
    append(events(1, 40, "1"));

    wake(entity(QUICK));

    await().atMost(PATIENCE).until(() -> log().stream().allMatch(WebhookDeliveryTest::succeeded));
    assertThat(received).extracting(Received::id).doesNotHaveDuplicates().hasSize(40);
    assertThat(received)
        .extracting(each -> each.body().replaceAll(".*\"sequence\":(\\d+).*", "$1"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 40).mapToObj(Integer::toString).toList());
  }

  @Test
  void aFactToldTwiceIsOneEvent() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);

    append(events(1, 3, "1"));
    append(events(1, 4, "1"));

    assertThat(log()).hasSize(4);
  }

  @Test
  void aWebhookGetsOnlyWhatItWants() throws Exception {
    create(
        Set.of("message.received"),
        new Filters(Set.of(chat("1").value()), Set.of(), null, false),
        DeliveryOrder.CHAT);

    append(events(1, 2, "1"));
    append(events(3, 5, "2"));

    assertThat(log()).hasSize(2);
  }

  @Test
  void oneChatIsInOrderWhileOthersGoOn() throws Exception {
    create(Set.of("*"), Filters.NONE, DeliveryOrder.CHAT);
    CountDownLatch otherChat = new CountDownLatch(1);
    answer =
        request -> {
          if (request.body().contains("number\":6")) {
            otherChat.countDown();
          } else if (request.body().contains("\"message-1\"")
              || request.body().contains("\"number\":1}")
              || request.body().contains("\"number\":1,")) {
            awaitLatch(otherChat);
          }
          return 200;
        };
    append(events(1, 5, "1"));
    append(events(6, 6, "2"));

    wake(entity(QUICK));

    // The first chat was held up until the other one had its event.
    await().atMost(PATIENCE).until(() -> received.size() == 6);
    assertThat(numbers("1")).containsExactly("1", "2", "3", "4", "5");
  }
}
