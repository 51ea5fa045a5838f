package org.openwa.message.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.openwa.message.MessageCounts;
import org.openwa.message.StoredMessage;
import org.openwa.model.SessionId;

/** Rows of table {@code message_counts}, kept in the transaction that stores the message. */
final class CountRows {

  private CountRows() {}

  static void add(Handle handle, SessionId session, StoredMessage message) {
    if (!count(handle, session, message)) {
      insert(handle, session);
      count(handle, session, message);
    }
  }

  private static void insert(Handle handle, SessionId session) {
    handle
        .createUpdate(
            """
            INSERT INTO message_counts (session_id, sent, received) VALUES (:session, 0, 0)
            ON CONFLICT DO NOTHING
            """)
        .bind("session", session.value())
        .execute();
  }

  /** False where the session has no row yet. */
  private static boolean count(Handle handle, SessionId session, StoredMessage message) {
    return handle
            .createUpdate(
                """
                UPDATE message_counts
                SET sent = sent + :sent, received = received + :received, last_message_at = :at
                WHERE session_id = :session
                """)
            .bind("sent", message.fromMe() ? 1 : 0)
            .bind("received", message.fromMe() ? 0 : 1)
            .bind("at", message.timestamp())
            .bind("session", session.value())
            .execute()
        == 1;
  }

  static MessageCounts find(Handle handle, SessionId session) {
    return find(handle, List.of(session.value())).getOrDefault(session, MessageCounts.NONE);
  }

  static Map<SessionId, MessageCounts> find(Handle handle, List<String> sessions) {
    return handle
        .createQuery("SELECT * FROM message_counts WHERE session_id IN (<sessions>)")
        .bindList("sessions", sessions)
        .map((row, _) ->
            Map.entry(
                new SessionId(row.getString("session_id")),
                new MessageCounts(
                    row.getLong("sent"),
                    row.getLong("received"),
                    Optional.ofNullable(row.getTimestamp("last_message_at"))
                        .map(java.sql.Timestamp::toInstant))))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
