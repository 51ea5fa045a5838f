package org.openwa.webhook.jdbc;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.openwa.webhook.Deliveries;

/** Removes what is kept no longer, in batches that hold nobody up. */
final class Retained {

  private static final int BATCH = 5_000;

  private Retained() {}

  static int clean(Handle handle, Deliveries.Retention retention, Instant now) {
    int removed = 0;
    for (String webhook : handle.createQuery("SELECT id FROM webhook").mapTo(String.class).list()) {
      removed += lines(handle, webhook, "success", now.minus(retention.successes()));
      removed += lines(handle, webhook, "dead", now.minus(retention.dead()));
    }
    return removed + events(handle, now.minus(retention.events()));
  }

  /** Lines end in about the order in which they began, so the oldest are found in front. */
  private static int lines(Handle handle, String webhook, String status, Instant before) {
    return handle
        .createUpdate(
            """
            DELETE FROM delivery WHERE next_attempt_at < :before AND position IN (
              SELECT position FROM delivery
              WHERE webhook_id = :webhook AND status = :status AND requeued IN (FALSE, TRUE)
              ORDER BY position LIMIT :limit)
            """)
        .bind("before", before)
        .bind("webhook", webhook)
        .bind("status", status)
        .bind("limit", BATCH)
        .execute();
  }

  /** A line without its event could not be delivered again. */
  private static int events(Handle handle, Instant before) {
    return handle
        .createUpdate(
            """
            DELETE FROM event WHERE id IN (
              SELECT e.id FROM event e
              WHERE e.created_at < :before AND NOT EXISTS (
                SELECT 1 FROM webhook w JOIN delivery d
                  ON d.webhook_id = w.id AND d.event_id = e.id
                WHERE w.session_id = e.session_id OR w.session_id IS NULL)
              ORDER BY e.created_at LIMIT :limit)
            """)
        .bind("before", before)
        .bind("limit", BATCH)
        .execute();
  }
}
