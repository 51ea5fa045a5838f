package org.openwa.message;

import java.time.Instant;
import java.util.Optional;

/** What a session has sent and received so far. */
public record MessageCounts(long sent, long received, Optional<Instant> lastMessageAt) {

  public static final MessageCounts NONE = new MessageCounts(0, 0, Optional.empty());
}
