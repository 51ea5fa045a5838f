package org.openwa.message;

import java.util.List;
import java.util.Optional;

/**
 * A page of messages.
 *
 * @param total how many messages the query without its cursor finds
 * @param next where the next page begins; empty on the last one
 */
public record MessagePage(List<StoredMessage> messages, Total total, Optional<MessageCursor> next) {

  /**
   * How many there are.
   *
   * @param exact false where there are at least so many: to count further would take too long
   */
  public record Total(long count, boolean exact) {}

  public MessagePage {
    messages = List.copyOf(messages);
  }
}
