package org.openwa.message;

import java.util.List;
import java.util.Optional;
import org.openwa.model.Total;

/**
 * A page of messages. It may hold fewer than were asked for, even none, while there is a next one:
 * a search without an index of words looks through a bounded number of messages at a time.
 *
 * @param total how many messages the query without its cursor finds
 * @param next where the next page begins; empty on the last one
 */
public record MessagePage(List<StoredMessage> messages, Total total, Optional<MessageCursor> next) {

  public MessagePage {
    messages = List.copyOf(messages);
  }
}
