package org.openwa.message;

import java.util.List;
import java.util.Optional;

/**
 * A page of messages.
 *
 * @param total how many messages the query without its cursor finds
 * @param next where the next page begins; empty on the last one
 */
public record MessagePage(List<StoredMessage> messages, long total, Optional<MessageCursor> next) {

  public MessagePage {
    messages = List.copyOf(messages);
  }
}
