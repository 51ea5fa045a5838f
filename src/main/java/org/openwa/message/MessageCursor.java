package org.openwa.message;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the list of messages that stays where it is while others arrive.
 *
 * @param position the order in which messages were stored, unique
 */
public record MessageCursor(long waTimestamp, long position) {

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,12})-([0-9]{1,18})");

  /** Reads what {@link #toString} wrote; empty where the text is nothing of ours. */
  public static Optional<MessageCursor> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new MessageCursor(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))));
  }

  @Override
  public String toString() {
    return waTimestamp + "-" + position;
  }
}
