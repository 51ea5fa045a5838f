package org.openwa.webhook.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.openwa.webhook.RetryProgress;
import org.openwa.webhook.Webhook;
import org.openwa.webhook.WebhookId;

/**
 * Makes due anew what failed or is dead, a batch at a time. How far it has come is a row of table
 * {@code retry_job}, so any node goes on with it.
 */
final class RetryJobs {

  private static final int FIRST_BATCH = 1_000;
  private static final int BATCH = 2_000;

  private static final String NOT_UNDER_WAY = "(claimed_until IS NULL OR claimed_until <= :now)";

  private record Job(WebhookId webhook, long after, long last) {}

  private RetryJobs() {}

  /** Begins anew where one runs already. Answers how much there is. */
  static long begin(Handle handle, Webhook webhook, Instant now) {
    record Found(long total, long last) {}
    Found found =
        handle
            .createQuery(
                """
                SELECT COUNT(*) AS total, COALESCE(MAX(position), 0) AS last FROM delivery
                WHERE webhook_id = :webhook AND status IN ('failed', 'dead') AND %s
                """
                    .formatted(NOT_UNDER_WAY))
            .bind("webhook", webhook.id().value())
            .bind("now", now)
            .map((row, _) -> new Found(row.getLong("total"), row.getLong("last")))
            .one();
    handle.execute("DELETE FROM retry_job WHERE webhook_id = ?", webhook.id().value());
    handle
        .createUpdate(
            """
            INSERT INTO retry_job
              (webhook_id, total, done, after_position, last_position, started_at)
            VALUES (:webhook, :total, 0, 0, :last, :now)
            """)
        .bind("webhook", webhook.id().value())
        .bind("total", found.total())
        .bind("last", found.last())
        .bind("now", now)
        .execute();
    proceed(handle, webhook, new Job(webhook.id(), 0, found.last()), FIRST_BATCH, now);
    return found.total();
  }

  /** One batch for each; answers for which webhooks. */
  static Set<WebhookId> proceed(Handle handle, Instant now) {
    List<Job> jobs =
        handle
            .createQuery("SELECT * FROM retry_job WHERE finished_at IS NULL FOR UPDATE")
            .map((row, _) ->
                new Job(
                    new WebhookId(row.getString("webhook_id")),
                    row.getLong("after_position"),
                    row.getLong("last_position")))
            .list();
    Set<WebhookId> webhooks = new TreeSet<>((a, b) -> a.value().compareTo(b.value()));
    for (Job job : jobs) {
      Optional<Webhook> webhook = WebhookRows.find(handle, job.webhook());
      if (webhook.isPresent()) {
        proceed(handle, webhook.get(), job, BATCH, now);
        webhooks.add(job.webhook());
      } else {
        handle.execute("DELETE FROM retry_job WHERE webhook_id = ?", job.webhook().value());
      }
    }
    return webhooks;
  }

  private static void proceed(Handle handle, Webhook webhook, Job job, int limit, Instant now) {
    List<Long> batch =
        handle
            .createQuery(
                """
                SELECT position FROM delivery
                WHERE webhook_id = :webhook AND status IN ('failed', 'dead')
                  AND position > :after AND position <= :last
                  AND %s
                ORDER BY position LIMIT :limit
                """
                    .formatted(NOT_UNDER_WAY))
            .bind("webhook", job.webhook().value())
            .bind("after", job.after())
            .bind("last", job.last())
            .bind("now", now)
            .bind("limit", limit)
            .mapTo(Long.class)
            .list();
    requeue(handle, batch, OutboxClaim.patience(webhook), now);
    handle
        .createUpdate(
            """
            UPDATE retry_job SET done = done + :done, after_position = :after,
              finished_at = :finished
            WHERE webhook_id = :webhook
            """)
        .bind("done", batch.size())
        .bind("after", batch.isEmpty() ? job.after() : batch.getLast())
        .bind("finished", batch.size() < limit ? now : null)
        .bind("webhook", job.webhook().value())
        .execute();
  }

  /** What keeps back its lane goes on doing so: only what was given up begins from the start. */
  private static void requeue(Handle handle, List<Long> positions, int patience, Instant now) {
    if (positions.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            UPDATE delivery SET
              requeued = (requeued OR status = 'dead' OR attempt > :patience),
              attempt = CASE WHEN status = 'dead' OR attempt > :patience THEN 0 ELSE attempt END,
              status =
                CASE WHEN status = 'dead' OR attempt > :patience THEN 'pending' ELSE status END,
              next_attempt_at = :now, claimed_until = NULL
            WHERE position = ANY(:positions) AND status IN ('failed', 'dead') AND %s
            """
                .formatted(NOT_UNDER_WAY))
        .bind("patience", patience)
        .bind("now", now)
        .bindArray("positions", Long.class, positions)
        .execute();
  }

  static Optional<RetryProgress> progress(Handle handle, WebhookId webhook) {
    return handle
        .createQuery("SELECT * FROM retry_job WHERE webhook_id = :webhook")
        .bind("webhook", webhook.value())
        .map(RetryJobs::read)
        .findFirst();
  }

  private static RetryProgress read(ResultSet row, StatementContext context) throws SQLException {
    var finished = row.getTimestamp("finished_at");
    return new RetryProgress(
        row.getLong("total"),
        row.getLong("done"),
        row.getTimestamp("started_at").toInstant(),
        finished == null ? null : finished.toInstant());
  }
}
