package org.openwa.webhook.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.egress.FailureClass;
import org.openwa.testing.Databases;
import org.openwa.testing.SettableClock;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.Delivery;
import org.openwa.webhook.DeliveryResult;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.OutboxTables;
import org.openwa.webhook.Outcome;
import org.openwa.webhook.Webhook;

/** The outbox in an empty database, with a clock that the test sets; tests of it extend this. */
abstract class OneOutbox {

  static final Duration CLAIM = Duration.ofSeconds(30);
  static final Duration DAY = Duration.ofDays(1);
  static final Outcome OK = new Outcome.Answered(200, Optional.empty(), Duration.ZERO);
  static final Outcome REFUSED = new Outcome.Failed(FailureClass.CONNECT, Duration.ZERO);

  final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));
  private final DatabaseSettings settings;
  Database database;
  OutboxTables tables;
  Deliveries deliveries;

  OneOutbox(Supplier<DatabaseSettings> empty) {
    settings = empty.get();
    open();
  }

  static Stream<Supplier<DatabaseSettings>> databases() {
    return Databases.kinds();
  }

  /** As a node does that starts. */
  final void open() {
    database = Database.open(settings, "0.1.0");
    tables = new OutboxTables(database, clock);
    deliveries = tables.deliveries;
  }

  @AfterEach
  void close() {
    database.close();
  }

  void record(Webhook webhook, Delivery delivery, DeliveryStatus status, Outcome outcome)
      throws Exception {
    tables.record(
        webhook,
        List.of(
            new DeliveryResult(
                delivery.id(),
                webhook.url(),
                status,
                delivery.attempts() + 1,
                Duration.ZERO,
                outcome)));
  }
}
