package org.openwa.schedule.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.openwa.message.SendKey;
import org.openwa.model.SessionId;
import org.openwa.schedule.PlanId;

/**
 * Keys of callers that stand for plans. They lie in the table of the keys of sends, so that a key
 * has one meaning, whatever it is used for.
 */
final class PlanKeys {

  static final Duration KEPT = Duration.ofHours(24);

  private PlanKeys() {}

  /** False where the key stands for something already; a caller without a key is free. */
  static boolean take(
      Handle handle, SessionId session, Optional<SendKey> key, PlanId plan, Instant now) {
    return key.isEmpty() || take(handle, session, key.get(), plan, now);
  }

  private static boolean take(
      Handle handle, SessionId session, SendKey key, PlanId plan, Instant now) {
    forgetExpired(handle, session, key, now);
    return handle
            .createUpdate(
                """
                INSERT INTO send_key (session_id, send_key, fingerprint, message_id, expires_at)
                VALUES (:session, :key, :fingerprint, :plan, :expires)
                ON CONFLICT DO NOTHING
                """)
            .bind("session", session.value())
            .bind("key", key.value())
            .bind("fingerprint", key.fingerprint())
            .bind("plan", plan.value())
            .bind("expires", now.plus(KEPT))
            .execute()
        == 1;
  }

  private static void forgetExpired(Handle handle, SessionId session, SendKey key, Instant now) {
    handle.execute(
        "DELETE FROM send_key WHERE session_id = ? AND send_key = ? AND expires_at <= ?",
        session.value(),
        key.value(),
        now);
    for (String table : List.of("scheduled_send", "bulk")) {
      handle.execute(
          "UPDATE "
              + table
              + " SET request_key = NULL"
              + " WHERE session_id = ? AND request_key = ? AND created_at <= ?",
          session.value(),
          key.value(),
          now.minus(KEPT));
    }
  }
}
