package org.openwa.message.jdbc;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.openwa.message.StoredMessage;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;

/** Rows of table {@code media_wanted}, made in the transaction that stores the message. */
final class WantedMediaRows {

  /** A file that could not be fetched so often is given up. */
  private static final int MAX_TRIES = 3;

  private WantedMediaRows() {}

  static void insert(Handle handle, SessionId session, StoredMessage message) {
    if (message.mimetype() != null && message.media() == null) {
      handle.execute(
          "INSERT INTO media_wanted (session_id, message_id, tries) VALUES (?, ?, 0)"
              + " ON CONFLICT DO NOTHING",
          session.value(),
          message.id().value());
    }
  }

  static List<StoredMessage> find(Handle handle, SessionId session, int limit) {
    return handle
        .createQuery(
            """
            SELECT message.* FROM media_wanted
            JOIN message ON message.session_id = media_wanted.session_id
              AND message.id = media_wanted.message_id
            WHERE media_wanted.session_id = :session
            ORDER BY media_wanted.tries, message.position
            LIMIT :limit
            """)
        .bind("session", session.value())
        .bind("limit", limit)
        .map(MessageRows::read)
        .list();
  }

  static void attach(Handle handle, SessionId session, MessageId id, MediaRef file) {
    handle
        .createUpdate(
            """
            UPDATE message SET mimetype = :mimetype, media_id = :file, media_size = :size,
              media_sha256 = :sha256, media_filename = :filename
            WHERE session_id = :session AND id = :id
            """)
        .bind("mimetype", file.mimetype())
        .bind("file", file.id())
        .bind("size", file.size())
        .bind("sha256", file.sha256())
        .bind("filename", file.filename())
        .bind("session", session.value())
        .bind("id", id.value())
        .execute();
    delete(handle, session, id);
  }

  /** Counts a try that led to nothing; after the last one the file is wanted no more. */
  static void missed(Handle handle, SessionId session, MessageId id) {
    handle.execute(
        "UPDATE media_wanted SET tries = tries + 1 WHERE session_id = ? AND message_id = ?",
        session.value(),
        id.value());
    handle.execute(
        "DELETE FROM media_wanted WHERE session_id = ? AND message_id = ? AND tries >= ?",
        session.value(),
        id.value(),
        MAX_TRIES);
  }

  static void delete(Handle handle, SessionId session, MessageId id) {
    handle.execute(
        "DELETE FROM media_wanted WHERE session_id = ? AND message_id = ?",
        session.value(),
        id.value());
  }

  static void deleteAll(Handle handle, SessionId session) {
    handle.execute("DELETE FROM media_wanted WHERE session_id = ?", session.value());
  }
}
