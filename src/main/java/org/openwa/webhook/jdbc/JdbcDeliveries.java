package org.openwa.webhook.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openwa.database.Database;
import org.openwa.event.DeliveryOrder;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.Delivery;
import org.openwa.webhook.DeliveryRecord;
import org.openwa.webhook.DeliveryResult;
import org.openwa.webhook.Webhook;
import org.openwa.webhook.WebhookId;

/** Deliveries as rows of table {@code delivery}. */
public final class JdbcDeliveries implements Deliveries {

  /** After so many failures an event no longer keeps back what follows in its chat. */
  private static final int OVERTAKEN_AFTER = 4;

  private static final int CLEAN_BATCH = 5_000;

  private final Database database;
  private final Clock clock;

  public JdbcDeliveries(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Claim> claim(WebhookId webhook, int first, int again, Duration claimFor) {
    return database.inTransaction(handle -> {
      // Locked, so that two nodes never claim at once while the webhook moves between them.
      Optional<Webhook> found = WebhookRows.lock(handle, webhook).filter(Webhook::enabled);
      List<Delivery> claimed = new ArrayList<>();
      found.ifPresent(enabled -> {
        claimed.addAll(claim(handle, enabled, "attempt = 0", first, claimFor));
        claimed.addAll(claim(handle, enabled, "attempt > 0", again, claimFor));
      });
      return new Claim(found, claimed);
    });
  }

  private List<Delivery> claim(
      Handle handle, Webhook webhook, String which, int limit, Duration claimFor) {
    if (limit <= 0) {
      return List.of();
    }
    Instant now = clock.instant();
    List<Delivery> due =
        handle
            .createQuery(
                """
                SELECT d.position, d.event_id, d.kind, d.attempt, e.body
                FROM delivery d JOIN event e ON e.id = d.event_id
                WHERE d.webhook_id = :webhook AND d.status IN ('pending', 'failed')
                  AND d.%s AND d.next_attempt_at <= :now
                  AND (d.claimed_until IS NULL OR d.claimed_until <= :now)
                  AND NOT EXISTS (
                    SELECT 1 FROM delivery f
                    WHERE f.webhook_id = d.webhook_id AND f.lane = d.lane
                      AND f.status IN ('pending', 'failed') AND f.position < d.position
                      AND f.attempt <= :patience)
                ORDER BY d.position LIMIT :limit
                """
                    .formatted(which))
            .bind("webhook", webhook.id().value())
            .bind("now", now)
            .bind(
                "patience",
                webhook.order() == DeliveryOrder.STRICT ? Integer.MAX_VALUE : OVERTAKEN_AFTER)
            .bind("limit", limit)
            .map((row, _) ->
                new Delivery(
                    row.getLong("position"),
                    row.getString("event_id"),
                    row.getString("kind"),
                    row.getInt("attempt"),
                    row.getString("body")))
            .list();
    if (!due.isEmpty()) {
      handle
          .createUpdate("UPDATE delivery SET claimed_until = :until WHERE position IN (<claimed>)")
          .bind("until", now.plus(claimFor))
          .bindList("claimed", due.stream().map(Delivery::id).toList())
          .execute();
    }
    return due;
  }

  @Override
  public CompletionStage<Void> record(List<DeliveryResult> results) {
    return database.execute(handle -> {
      PreparedBatch batch =
          handle.prepareBatch(
              """
              UPDATE delivery SET status = :status, attempt = :attempt,
                next_attempt_at = :next, claimed_until = NULL, status_code = :code,
                duration_ms = :took, error = :error
              WHERE position = :delivery AND (:status = 'success' OR attempt = :before)
              """);
      for (DeliveryResult result : results) {
        batch
            .bind("status", result.status().word())
            .bind("attempt", result.attempts())
            .bind("before", result.attempts() - 1)
            .bind("next", result.nextAttemptAt())
            .bind("code", result.statusCode().orElse(null))
            .bind("took", result.outcome().took().toMillis())
            .bind("error", result.outcome().error().orElse(null))
            .bind("delivery", result.delivery())
            .add();
      }
      batch.execute();
    });
  }

  @Override
  public CompletionStage<Set<WebhookId>> due() {
    return database.inTransaction(handle ->
        new HashSet<>(
            handle
                .createQuery(
                    """
                    SELECT DISTINCT d.webhook_id
                    FROM delivery d JOIN webhook w ON w.id = d.webhook_id
                    WHERE w.enabled AND d.status IN ('pending', 'failed')
                      AND d.next_attempt_at <= :now
                      AND (d.claimed_until IS NULL OR d.claimed_until <= :now)
                    """)
                .bind("now", clock.instant())
                .map((row, _) -> new WebhookId(row.getString("webhook_id")))
                .list()));
  }

  @Override
  public CompletionStage<List<DeliveryRecord>> log(LogQuery query) {
    return database.inTransaction(handle -> DeliveryLog.list(handle, query));
  }

  @Override
  public CompletionStage<Integer> retryFailed(WebhookId webhook) {
    return database.inTransaction(handle ->
        handle
            .createUpdate(
                """
                UPDATE delivery
                SET status = 'pending', attempt = 0, next_attempt_at = :now,
                  claimed_until = NULL
                WHERE webhook_id = :webhook AND status IN ('failed', 'dead')
                  AND (claimed_until IS NULL OR claimed_until <= :now)
                """)
            .bind("now", clock.instant())
            .bind("webhook", webhook.value())
            .execute());
  }

  @Override
  public CompletionStage<Boolean> redeliver(WebhookId webhook, long delivery) {
    return database.inTransaction(handle ->
        handle
                .createUpdate(
                    """
                    UPDATE delivery
                    SET status = 'pending', attempt = 0, next_attempt_at = :now,
                      claimed_until = NULL
                    WHERE webhook_id = :webhook AND position = :delivery
                    """)
                .bind("now", clock.instant())
                .bind("webhook", webhook.value())
                .bind("delivery", delivery)
                .execute()
            == 1);
  }

  @Override
  public CompletionStage<Integer> clean(Duration successes, Duration dead) {
    Instant now = clock.instant();
    return database.inTransaction(handle ->
        DeliveryLog.delete(handle, "success", now.minus(successes), CLEAN_BATCH)
            + DeliveryLog.delete(handle, "dead", now.minus(dead), CLEAN_BATCH));
  }
}
