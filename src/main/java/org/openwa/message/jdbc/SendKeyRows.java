package org.openwa.message.jdbc;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.openwa.message.FirstSend;
import org.openwa.message.SendKey;
import org.openwa.message.StoredMessage;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;

/** Rows of table {@code send_key}, written in the transaction that stores the message. */
final class SendKeyRows {

  private static final Duration KEPT = Duration.ofHours(24);

  private record Row(String fingerprint, MessageId message) {}

  private SendKeyRows() {}

  /** False where the key stands for another message already; forgets what has expired. */
  static boolean insert(Handle handle, SessionId session, SendKey key, StoredMessage message) {
    handle.execute(
        "DELETE FROM send_key WHERE session_id = ? AND expires_at <= ?",
        session.value(),
        message.timestamp());
    return handle
            .createUpdate(
                """
                INSERT INTO send_key (session_id, send_key, fingerprint, message_id, expires_at)
                VALUES (:session, :key, :fingerprint, :message, :expires)
                ON CONFLICT DO NOTHING
                """)
            .bind("session", session.value())
            .bind("key", key.value())
            .bind("fingerprint", key.fingerprint())
            .bind("message", message.id().value())
            .bind("expires", message.timestamp().plus(KEPT))
            .execute()
        == 1;
  }

  /** What the key stands for, if that is still to be remembered. */
  static Optional<FirstSend> findKept(Handle handle, SessionId session, SendKey key) {
    return find(handle, session, key, " AND expires_at > CURRENT_TIMESTAMP");
  }

  static Optional<FirstSend> find(Handle handle, SessionId session, SendKey key) {
    return find(handle, session, key, "");
  }

  private static Optional<FirstSend> find(
      Handle handle, SessionId session, SendKey key, String condition) {
    return handle
        .createQuery(
            "SELECT fingerprint, message_id FROM send_key"
                + " WHERE session_id = :session AND send_key = :key"
                + condition)
        .bind("session", session.value())
        .bind("key", key.value())
        .map((row, _) ->
            new Row(row.getString("fingerprint"), new MessageId(row.getString("message_id"))))
        .findFirst()
        .flatMap(row ->
            MessageRows.find(handle, session, row.message())
                .map(message -> new FirstSend(row.fingerprint(), message)));
  }

  static void deleteAll(Handle handle, SessionId session) {
    handle.execute("DELETE FROM send_key WHERE session_id = ?", session.value());
  }
}
