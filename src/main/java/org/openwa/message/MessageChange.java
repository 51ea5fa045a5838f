package org.openwa.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openwa.event.Event;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;

/**
 * What a page reported. Whatever happens to a message that is not stored is told all the same: it
 * is older than the session, or was deleted here.
 */
public sealed interface MessageChange {

  /** A message that may be known already: then only its status moves. */
  record Added(StoredMessage message) implements MessageChange {}

  /** A message that was missed when it came; may be known already. */
  record Backfilled(StoredMessage message) implements MessageChange {}

  /** Ignored where the message is unknown or already further. */
  record StatusMoved(MessageId id, MessageStatus status, Instant at) implements MessageChange {}

  /** The newest edit counts, in whichever order they come. */
  record Edited(MessageId id, ChatId chat, @Nullable String body, Instant at)
      implements MessageChange {}

  /**
   * The body of the message is forgotten.
   *
   * @param by who did it, where that is known
   */
  record Revoked(MessageId id, ChatId chat, @Nullable String by, Instant at)
      implements MessageChange {}

  /** The newest reaction of a sender counts; an empty one takes it back. */
  record Reacted(MessageId id, ChatId chat, MessageHistory.Reaction reaction)
      implements MessageChange {}

  /** The newest vote of a voter counts. */
  record Voted(MessageId id, ChatId chat, MessageHistory.Vote vote) implements MessageChange {}

  /** Something that changes no message. */
  record Noted(Event event) implements MessageChange {}
}
