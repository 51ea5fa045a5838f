package org.openwa;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.openwa.cluster.WebhookSweeper;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.database.DatabaseClock;
import org.openwa.egress.AddressGuard;
import org.openwa.event.OutboxListener;
import org.openwa.event.jdbc.EventLog;
import org.openwa.http.WebhookDesk;
import org.openwa.metrics.Instruments;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.DeliveryParts;
import org.openwa.webhook.DeliverySchedule;
import org.openwa.webhook.GuardedSender;
import org.openwa.webhook.WebhookEntity;
import org.openwa.webhook.WebhookSender;
import org.openwa.webhook.WebhookSettings;
import org.openwa.webhook.Webhooks;
import org.openwa.webhook.jdbc.JdbcDeliveries;
import org.openwa.webhook.jdbc.JdbcWebhooks;

/** Wires how events come to customers. */
final class WebhookParts {

  private WebhookParts() {}

  static WebhookDesk start(
      Settings settings,
      Database database,
      EventLog events,
      OutboxListener outbox,
      ClusterSharding sharding,
      Instruments instruments,
      ExecutorService blocking,
      Clock clock) {
    WebhookSettings wanted = settings.webhook();
    Webhooks webhooks = new JdbcWebhooks(database);
    Deliveries deliveries =
        new JdbcDeliveries(database, DatabaseClock.ofDatabase(), events, outbox);
    AddressGuard guard = new AddressGuard(wanted.allowedNetworks().orElse(List.of()));
    WebhookSender sender =
        instruments.sender(new GuardedSender(guard, blocking, wanted.timeout(), clock));
    WebhookEntity.init(
        sharding,
        new DeliveryParts(
            deliveries,
            sender,
            DeliverySchedule.DEFAULT,
            wanted.concurrency(),
            Math.max(1, wanted.concurrency() / 2),
            wanted.timeout().multipliedBy(2),
            clock,
            new Random()));
    return new WebhookDesk(
        webhooks,
        deliveries,
        sender,
        guard,
        webhook -> WebhookSweeper.wake(sharding, webhook),
        clock,
        new SecureRandom());
  }
}
