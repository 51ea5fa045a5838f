package org.openwa.webhook.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.openwa.database.Database;
import org.openwa.database.DatabaseClock;
import org.openwa.event.OutboxListener;
import org.openwa.event.jdbc.EventLog;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.Delivery;
import org.openwa.webhook.Redelivery;
import org.openwa.webhook.RetryProgress;
import org.openwa.webhook.Webhook;
import org.openwa.webhook.WebhookId;

/** Deliveries as rows of table {@code delivery}. */
public final class JdbcDeliveries implements Deliveries {

  private final Database database;
  private final DatabaseClock clock;
  private final EventLog events;
  private final OutboxListener outbox;

  /**
   * The outbox of a database.
   *
   * @param events where it is written down that a webhook was disabled
   * @param outbox hears who is to be told so
   */
  public JdbcDeliveries(
      Database database, DatabaseClock clock, EventLog events, OutboxListener outbox) {
    this.database = database;
    this.clock = clock;
    this.events = events;
    this.outbox = outbox;
  }

  private record Done(Claim claim, Set<String> waiting) {}

  @Override
  public CompletionStage<Claim> turn(WebhookId id, Turn turn) {
    return database
        .inTransaction(handle -> {
          // Locked, so that two nodes never claim at once while the webhook moves between them.
          Optional<Webhook> webhook = WebhookRows.lock(handle, id);
          Instant now = clock.now(handle);
          Attempts.end(handle, turn.results(), now);
          Attempts.giveBack(handle, turn.unsent());
          Optional<Webhook> enabled = webhook.filter(Webhook::enabled);
          Optional<Disabling.Disabled> disabled =
              enabled.flatMap(
                  each -> new Disabling(handle, events, now).after(turn.results(), each));
          return disabled
              .map(each ->
                  new Done(
                      new Claim(Optional.empty(), List.of(), false, Optional.of(each.webhook())),
                      each.waiting()))
              .orElseGet(() -> new Done(claim(handle, enabled, turn, now), Set.of()));
        })
        .thenApply(done -> {
          outbox.deliveriesWait(done.waiting());
          return done.claim();
        });
  }

  private static Claim claim(Handle handle, Optional<Webhook> webhook, Turn turn, Instant now) {
    if (webhook.isEmpty()) {
      return new Claim(webhook, List.of(), false, Optional.empty());
    }
    OutboxClaim claim = new OutboxClaim(handle, webhook.get(), now);
    int lanes = Math.min(turn.lanes(), turn.atMost());
    List<Delivery> claimed = new ArrayList<>(claim.fresh(lanes));
    int opened = (int) claimed.stream().map(Delivery::lane).distinct().count();
    int again = Math.min(turn.again(), turn.atMost() - opened);
    List<Delivery> retries = claim.again(again);
    claimed.addAll(retries);
    Attempts.begin(handle, claimed, now.plus(turn.claimFor()));
    boolean more = (lanes > 0 && opened == lanes) || (again > 0 && retries.size() == again);
    return new Claim(webhook, claimed, more, Optional.empty());
  }

  /** A limit keeps the planner from reading the whole log once for all webhooks. */
  private static final String DUE =
      """
      SELECT w.id FROM webhook w
      WHERE w.enabled AND (
        (SELECT d.position FROM delivery d
          WHERE d.webhook_id = w.id AND d.status = 'pending'
            AND (d.claimed_until IS NULL OR d.claimed_until <= :now) LIMIT 1) IS NOT NULL
        OR (SELECT d.position FROM delivery d
          WHERE d.webhook_id = w.id AND d.status = 'failed' AND d.next_attempt_at <= :now
            AND (d.claimed_until IS NULL OR d.claimed_until <= :now) LIMIT 1) IS NOT NULL)
      """;

  @Override
  public CompletionStage<Set<WebhookId>> due() {
    return database.inTransaction(handle ->
        new HashSet<>(
            handle
                .createQuery(DUE)
                .bind("now", clock.now(handle))
                .map((row, _) -> new WebhookId(row.getString("id")))
                .list()));
  }

  @Override
  public CompletionStage<LogPage> log(LogQuery query) {
    return database.inTransaction(handle -> DeliveryLog.page(handle, query));
  }

  @Override
  public CompletionStage<Long> retryFailed(WebhookId id) {
    return database.inTransaction(handle ->
        WebhookRows.lock(handle, id)
            .map(webhook -> RetryJobs.begin(handle, webhook, clock.now(handle)))
            .orElse(0L));
  }

  @Override
  public CompletionStage<Set<WebhookId>> continueRetries() {
    return database.inTransaction(handle -> RetryJobs.proceed(handle, clock.now(handle)));
  }

  @Override
  public CompletionStage<Optional<RetryProgress>> retryProgress(WebhookId webhook) {
    return database.inTransaction(handle -> RetryJobs.progress(handle, webhook));
  }

  @Override
  public CompletionStage<Redelivery> redeliver(WebhookId webhook, long delivery) {
    return database.inTransaction(handle -> {
      int requeued =
          handle
              .createUpdate(
                  """
                  UPDATE delivery
                  SET status = 'pending', attempt = 0, next_attempt_at = :now,
                    claimed_until = NULL, requeued = TRUE
                  WHERE webhook_id = :webhook AND position = :delivery
                    AND (claimed_until IS NULL OR claimed_until <= :now)
                  """)
              .bind("now", clock.now(handle))
              .bind("webhook", webhook.value())
              .bind("delivery", delivery)
              .execute();
      if (requeued == 1) {
        return Redelivery.REQUEUED;
      }
      return DeliveryLog.contains(handle, webhook, delivery)
          ? Redelivery.UNDER_WAY
          : Redelivery.UNKNOWN;
    });
  }

  @Override
  public CompletionStage<Integer> clean(Retention retention) {
    return database.inTransaction(handle -> Retained.clean(handle, retention, clock.now(handle)));
  }
}
