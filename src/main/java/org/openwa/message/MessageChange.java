package org.openwa.message;

import org.openwa.model.MessageId;

/** What a page reported about messages. */
public sealed interface MessageChange {

  /** A message that may be known already: then only its status moves. */
  record Added(StoredMessage message) implements MessageChange {}

  /** Ignored where the message is unknown or already further. */
  record StatusMoved(MessageId id, MessageStatus status) implements MessageChange {}
}
