package org.openwa.message;

import java.time.Instant;
import java.util.Optional;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;

/**
 * Which messages of a session to list, newest first.
 *
 * @param fromMe true for outgoing ones, false for incoming ones
 * @param after only those WhatsApp dates at or after this
 * @param before only those WhatsApp dates before this
 * @param text its words, each of which, or a word that begins with it, must be in the body
 * @param cursor where the page before ended
 * @param limit 1 to 200
 */
public record MessageQuery(
    SessionId session,
    Optional<ChatId> chat,
    Optional<Boolean> fromMe,
    Optional<String> type,
    Optional<MessageStatus> status,
    Optional<Instant> after,
    Optional<Instant> before,
    Optional<String> text,
    Optional<MessageCursor> cursor,
    int limit) {

  public static final int MAX_LIMIT = 200;

  public MessageQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT);
    }
  }
}
