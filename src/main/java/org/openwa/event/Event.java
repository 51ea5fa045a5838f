package org.openwa.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openwa.model.ChatId;

/**
 * Something that happened to a session.
 *
 * @param occurrence with the kind, what tells this from every other event of the session: the
 *     WhatsApp id, and where that happens more than once, what differs
 * @param chat in which it happened; null where it concerns the session as a whole
 * @param type of the message that it concerns
 * @param fromMe whether that message is the account's own
 * @param data what customers are told, ready to become JSON
 */
public record Event(
    EventKind kind,
    String occurrence,
    Instant at,
    @Nullable ChatId chat,
    @Nullable String type,
    @Nullable Boolean fromMe,
    Map<String, ?> data) {

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** A time as customers read it: ISO 8601 in UTC with exactly milliseconds. */
  public static String time(Instant instant) {
    return MILLISECONDS.format(instant);
  }

  /** Without the content, which must not get into a log. */
  @Override
  public String toString() {
    return "Event[" + kind + " " + occurrence + "]";
  }
}
