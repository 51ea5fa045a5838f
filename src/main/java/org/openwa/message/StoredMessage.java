package org.openwa.message;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openwa.model.CborSerializable;
import org.openwa.model.ChatId;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageDetails;
import org.openwa.model.MessageId;

/**
 * A message as the API shows it.
 *
 * @param from who wrote it, or the group it came through
 * @param author who wrote it, in a group
 * @param type {@code text}, {@code image}, {@code video}, {@code audio}, {@code voice}, {@code
 *     document}, {@code sticker}, {@code location}, {@code contact}, {@code poll}, or WhatsApp
 *     Web's own word for what is none of these
 * @param media its file, where we keep it
 * @param waTimestamp WhatsApp's own time, seconds since 1970; of an outgoing message that WhatsApp
 *     has not accepted yet, our own
 * @param timestamp when we stored it
 * @param history what has happened to it since
 * @param details where it is a location, a contact or a poll; null otherwise
 */
public record StoredMessage(
    MessageId id,
    ChatId chatId,
    String from,
    String to,
    @Nullable String author,
    @Nullable String senderName,
    boolean fromMe,
    String type,
    @Nullable String body,
    @Nullable MessageId quotedMessageId,
    @Nullable String mimetype,
    @Nullable MediaRef media,
    MessageStatus status,
    long waTimestamp,
    Instant timestamp,
    MessageHistory history,
    @Nullable MessageDetails details)
    implements CborSerializable {

  public StoredMessage {
    // A node of an earlier version leaves it out.
    history = Objects.requireNonNullElse(history, MessageHistory.NONE);
  }

  /** A message to which nothing has happened yet, and whose text says all. */
  public StoredMessage(
      MessageId id,
      ChatId chatId,
      String from,
      String to,
      @Nullable String author,
      @Nullable String senderName,
      boolean fromMe,
      String type,
      @Nullable String body,
      @Nullable MessageId quotedMessageId,
      @Nullable String mimetype,
      @Nullable MediaRef media,
      MessageStatus status,
      long waTimestamp,
      Instant timestamp) {
    this(
        id,
        chatId,
        from,
        to,
        author,
        senderName,
        fromMe,
        type,
        body,
        quotedMessageId,
        mimetype,
        media,
        status,
        waTimestamp,
        timestamp,
        MessageHistory.NONE,
        null);
  }

  /** The same with fields of its own. */
  public StoredMessage with(@Nullable MessageDetails fields) {
    return new StoredMessage(
        id,
        chatId,
        from,
        to,
        author,
        senderName,
        fromMe,
        type,
        body,
        quotedMessageId,
        mimetype,
        media,
        status,
        waTimestamp,
        timestamp,
        history,
        fields);
  }

  /** The same, further on its way. */
  public StoredMessage settled(MessageStatus newStatus, long newWaTimestamp) {
    return new StoredMessage(
        id,
        chatId,
        from,
        to,
        author,
        senderName,
        fromMe,
        type,
        body,
        quotedMessageId,
        mimetype,
        media,
        newStatus,
        newWaTimestamp,
        timestamp,
        history,
        details);
  }
}
