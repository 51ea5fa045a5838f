package org.openwa.schedule.jdbc;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.openwa.model.SessionId;

/**
 * Rows of table {@code bulk_lane}: one for each session that ever had a bulk. Whoever changes
 * whether it is open holds its row.
 */
final class BulkLanes {

  private BulkLanes() {}

  /** There is something to send. */
  static void open(Handle handle, SessionId session, Instant now) {
    handle
        .createUpdate(
            "INSERT INTO bulk_lane (session_id, next_at, open) VALUES (:session, :now, TRUE)"
                + " ON CONFLICT DO NOTHING")
        .bind("session", session.value())
        .bind("now", now)
        .execute();
    handle.execute("UPDATE bulk_lane SET open = TRUE WHERE session_id = ?", session.value());
  }

  /** There is nothing to send, as seen by who holds the row. */
  static void close(Handle handle, SessionId session) {
    handle.execute(
        "UPDATE bulk_lane SET open = FALSE, away_since = NULL WHERE session_id = ?",
        session.value());
  }

  static List<SessionId> due(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(
            "SELECT session_id FROM bulk_lane WHERE open AND next_at <= :now"
                + " ORDER BY next_at LIMIT :limit")
        .bind("now", now)
        .bind("limit", limit)
        .map((row, _) -> new SessionId(row.getString("session_id")))
        .list();
  }

  /** False where another node was faster. */
  static boolean claim(Handle handle, SessionId session, Instant now, Instant until) {
    return handle
            .createUpdate(
                "UPDATE bulk_lane SET next_at = :until"
                    + " WHERE session_id = :session AND open AND next_at <= :now")
            .bind("until", until)
            .bind("session", session.value())
            .bind("now", now)
            .execute()
        == 1;
  }

  static void release(Handle handle, SessionId session, boolean away, Instant now, Instant next) {
    handle
        .createUpdate(
            """
            UPDATE bulk_lane SET next_at = :next,
              away_since = CASE WHEN :away THEN COALESCE(away_since, :now) ELSE NULL END
            WHERE session_id = :session
            """)
        .bind("next", next)
        .bind("away", away)
        .bind("now", now)
        .bind("session", session.value())
        .execute();
  }
}
