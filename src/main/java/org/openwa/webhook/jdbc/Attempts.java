package org.openwa.webhook.jdbc;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openwa.webhook.Delivery;
import org.openwa.webhook.DeliveryResult;

/** The attempts to deliver a row: begun, ended, or not made after all. */
final class Attempts {

  private Attempts() {}

  static void begin(Handle handle, List<Delivery> claimed, Instant until) {
    if (claimed.isEmpty()) {
      return;
    }
    handle
        .createUpdate("UPDATE delivery SET claimed_until = :until WHERE position = ANY(:claimed)")
        .bind("until", until)
        .bindArray("claimed", Long.class, claimed.stream().map(Delivery::id).toList())
        .execute();
  }

  static void giveBack(Handle handle, Collection<Long> unsent) {
    if (unsent.isEmpty()) {
      return;
    }
    handle
        .createUpdate("UPDATE delivery SET claimed_until = NULL WHERE position = ANY(:unsent)")
        .bindArray("unsent", Long.class, List.copyOf(unsent))
        .execute();
  }

  static void end(Handle handle, List<DeliveryResult> results, Instant now) {
    if (results.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            UPDATE delivery SET status = :status, attempt = :attempt, next_attempt_at = :next,
              claimed_until = NULL, status_code = :code, duration_ms = :took, error = :error
            WHERE position = :delivery AND (:status = 'success' OR attempt = :before)
            """);
    for (DeliveryResult result : results) {
      batch
          .bind("status", result.status().word())
          .bind("attempt", result.attempts())
          .bind("before", result.attempts() - 1)
          .bind("next", now.plus(result.pause()))
          .bind("code", result.statusCode().orElse(null))
          .bind("took", result.outcome().took().toMillis())
          .bind("error", result.outcome().error().orElse(null))
          .bind("delivery", result.delivery())
          .add();
    }
    batch.execute();
  }
}
