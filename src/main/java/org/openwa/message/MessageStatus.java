package org.openwa.message;

import java.util.EnumSet;
import java.util.Set;

/** How far a message has come. It only moves forward: see {@link #follows}. */
public enum MessageStatus {
  /** Stored; not yet accepted by WhatsApp. */
  PENDING,
  /** The answer of the page was lost: WhatsApp may have it or not. */
  UNKNOWN,
  /** WhatsApp refused it, or it could not be handed over. It was not sent. */
  FAILED,
  /** WhatsApp has it. */
  SENT,
  DELIVERED,
  READ,
  /** A voice message was listened to. */
  PLAYED,
  /** It came in. */
  RECEIVED;

  /** The states that a message may be in before it comes to this one. */
  public Set<MessageStatus> follows() {
    return switch (this) {
      case PENDING, RECEIVED -> EnumSet.noneOf(MessageStatus.class);
      case UNKNOWN -> EnumSet.of(PENDING);
      case FAILED -> EnumSet.of(PENDING, UNKNOWN);
      case SENT -> EnumSet.of(PENDING, UNKNOWN, FAILED);
      case DELIVERED -> EnumSet.of(PENDING, UNKNOWN, FAILED, SENT);
      case READ -> EnumSet.of(PENDING, UNKNOWN, FAILED, SENT, DELIVERED);
      case PLAYED -> EnumSet.of(PENDING, UNKNOWN, FAILED, SENT, DELIVERED, READ);
    };
  }
}
