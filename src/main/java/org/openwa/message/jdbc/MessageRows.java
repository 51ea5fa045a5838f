package org.openwa.message.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.openwa.event.jdbc.EventJson;
import org.openwa.message.MessageStatus;
import org.openwa.message.StoredMessage;
import org.openwa.model.ChatId;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageDetails;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;

/** Single rows of table {@code message}. */
final class MessageRows {

  private MessageRows() {}

  /** False where the message is known already; then nothing was changed. */
  static boolean insert(Handle handle, SessionId session, StoredMessage message) {
    MediaRef media = message.media();
    boolean isNew =
        handle
                .createUpdate(
                    """
                    INSERT INTO message (session_id, id, chat_id, sender, recipient, author,
                      sender_name, from_me, type, body, details, quoted_id, mimetype, media_id,
                      media_size, media_sha256, media_filename, status, wa_timestamp, created_at)
                    VALUES (:session, :id, :chat, :from, :to, :author, :senderName, :fromMe, :type,
                      :body, :details, :quoted, :mimetype, :mediaId, :mediaSize, :mediaSha256,
                      :mediaFilename, :status, :waTimestamp, :timestamp)
                    ON CONFLICT DO NOTHING
                    """)
                .bind("session", session.value())
                .bind("id", message.id().value())
                .bind("chat", message.chatId().value())
                .bind("from", message.from())
                .bind("to", message.to())
                .bind("author", message.author())
                .bind("senderName", message.senderName())
                .bind("fromMe", message.fromMe())
                .bind("type", message.type())
                .bind("body", message.body())
                .bind("details", write(message.details()))
                .bind("quoted", value(message.quotedMessageId()))
                .bind("mimetype", message.mimetype())
                .bind("mediaId", media == null ? null : media.id())
                .bind("mediaSize", media == null ? null : media.size())
                .bind("mediaSha256", media == null ? null : media.sha256())
                .bind("mediaFilename", media == null ? null : media.filename())
                .bind("status", message.status().name())
                .bind("waTimestamp", message.waTimestamp())
                .bind("timestamp", message.timestamp())
                .execute()
            == 1;
    if (isNew) {
      WantedMediaRows.insert(handle, session, message);
    }
    return isNew;
  }

  /** Where the message is known and its status could move, the status that it had before. */
  static Optional<MessageStatus> move(
      Handle handle, SessionId session, MessageId id, MessageStatus status) {
    Optional<MessageStatus> before =
        handle
            .createQuery(
                "SELECT status FROM message WHERE session_id = :session AND id = :id FOR UPDATE")
            .bind("session", session.value())
            .bind("id", id.value())
            .mapTo(String.class)
            .findFirst()
            .map(MessageStatus::valueOf)
            .filter(status.follows()::contains);
    if (before.isPresent()) {
      handle
          .createUpdate(
              "UPDATE message SET status = :status WHERE session_id = :session AND id = :id")
          .bind("status", status.name())
          .bind("session", session.value())
          .bind("id", id.value())
          .execute();
    }
    return before;
  }

  /** Keeps everybody else from moving it until the transaction ends. */
  static Optional<StoredMessage> lock(Handle handle, SessionId session, MessageId id) {
    return handle
        .createQuery("SELECT * FROM message WHERE session_id = :session AND id = :id FOR UPDATE")
        .bind("session", session.value())
        .bind("id", id.value())
        .map(MessageRows::read)
        .findFirst();
  }

  /** Writes the status and the time of a message that is locked. */
  static void settle(Handle handle, SessionId session, StoredMessage message) {
    handle
        .createUpdate(
            "UPDATE message SET status = :status, wa_timestamp = :time"
                + " WHERE session_id = :session AND id = :id")
        .bind("status", message.status().name())
        .bind("time", message.waTimestamp())
        .bind("session", session.value())
        .bind("id", message.id().value())
        .execute();
  }

  static Optional<StoredMessage> find(Handle handle, SessionId session, MessageId id) {
    return handle
        .createQuery("SELECT * FROM message WHERE session_id = :session AND id = :id")
        .bind("session", session.value())
        .bind("id", id.value())
        .map(MessageRows::read)
        .findFirst();
  }

  static List<StoredMessage> unsettled(
      Handle handle, SessionId session, Instant from, Instant until) {
    return handle
        .createQuery(
            """
            SELECT * FROM message
            WHERE session_id = :session AND from_me AND status IN ('PENDING', 'UNKNOWN')
              AND created_at >= :from AND created_at < :until
            ORDER BY position
            """)
        .bind("session", session.value())
        .bind("from", from)
        .bind("until", until)
        .map(MessageRows::read)
        .list();
  }

  static StoredMessage read(ResultSet row, StatementContext context) throws SQLException {
    String quoted = row.getString("quoted_id");
    return new StoredMessage(
        new MessageId(row.getString("id")),
        new ChatId(row.getString("chat_id")),
        row.getString("sender"),
        row.getString("recipient"),
        row.getString("author"),
        row.getString("sender_name"),
        row.getBoolean("from_me"),
        row.getString("type"),
        row.getString("body"),
        quoted == null ? null : new MessageId(quoted),
        row.getString("mimetype"),
        media(row),
        MessageStatus.valueOf(row.getString("status")),
        row.getLong("wa_timestamp"),
        row.getTimestamp("created_at").toInstant(),
        HistoryRows.read(row),
        details(row));
  }

  private static @Nullable String write(@Nullable MessageDetails details) {
    return details == null ? null : EventJson.write(details);
  }

  private static @Nullable MessageDetails details(ResultSet row) throws SQLException {
    String json = row.getString("details");
    return json == null ? null : EventJson.read(json, MessageDetails.class);
  }

  private static @Nullable MediaRef media(ResultSet row) throws SQLException {
    String id = row.getString("media_id");
    return id == null
        ? null
        : new MediaRef(
            id,
            row.getString("mimetype"),
            row.getLong("media_size"),
            row.getString("media_sha256"),
            row.getString("media_filename"));
  }

  private static @Nullable String value(@Nullable MessageId id) {
    return id == null ? null : id.value();
  }
}
