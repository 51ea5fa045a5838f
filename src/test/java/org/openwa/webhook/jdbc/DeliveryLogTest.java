package org.openwa.webhook.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openwa.webhook.OutboxTables.BOB;
import static org.openwa.webhook.OutboxTables.eventId;
import static org.openwa.webhook.OutboxTables.get;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.event.DeliveryOrder;
import org.openwa.model.Total;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.Delivery;
import org.openwa.webhook.DeliveryRecord;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.Webhook;

/** What a log shows, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class DeliveryLogTest extends OneOutbox {

  DeliveryLogTest(Supplier<DatabaseSettings> empty) {
    super(empty);
  }

  @Test
  void theLogIsPagedAndFiltered() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.NONE);
    tables.receive(BOB, 1, 2, 3);
    List<Delivery> claimed = tables.claim(webhook, 10, 10, CLAIM);
    record(webhook, claimed.get(0), DeliveryStatus.SUCCESS, OK);
    record(webhook, claimed.get(1), DeliveryStatus.DEAD, REFUSED);

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
  void aLogSaysHowManyLinesThereAreOnAllPagesAndWhereTheNextOneBegins() throws Exception {
    Webhook webhook = tables.webhook(DeliveryOrder.CHAT);
    tables.receive(BOB, 1, 2, 3, 4, 5);
    List<Delivery> claimed = tables.claim(webhook, 1, 0, CLAIM);
    record(webhook, claimed.getFirst(), DeliveryStatus.SUCCESS, OK);

    Deliveries.LogPage first = page(webhook, Optional.empty(), Optional.empty(), Optional.empty());
    Deliveries.LogPage last = page(webhook, Optional.empty(), Optional.empty(), first.next());
    Deliveries.LogPage pending =
        page(webhook, Optional.of(DeliveryStatus.PENDING), Optional.empty(), Optional.empty());
    Deliveries.LogPage received =
        page(webhook, Optional.empty(), Optional.of("message.received"), Optional.empty());
    Deliveries.LogPage others =
        page(webhook, Optional.empty(), Optional.of("message.sent"), Optional.empty());

    assertThat(first.lines()).hasSize(3);
    assertThat(first.total()).isEqualTo(new Total(5, true));
    assertThat(last.lines()).hasSize(2);
    assertThat(last.total()).isEqualTo(new Total(5, true));
    assertThat(last.next()).isEmpty();
    assertThat(pending.total()).isEqualTo(new Total(4, true));
    assertThat(received.total()).isEqualTo(new Total(5, true));
    assertThat(others.total()).isEqualTo(new Total(0, true));
  }

  private Deliveries.LogPage page(
      Webhook webhook,
      Optional<DeliveryStatus> status,
      Optional<String> event,
      Optional<Long> before)
      throws Exception {
    return get(deliveries.log(new Deliveries.LogQuery(webhook.id(), status, event, before, 3)));
  }

  private List<DeliveryRecord> log(
      Webhook webhook, Optional<DeliveryStatus> status, Optional<Long> before, int limit)
      throws Exception {
    return get(deliveries.log(
            new Deliveries.LogQuery(webhook.id(), status, Optional.empty(), before, limit)))
        .lines();
  }
}
