package org.openwa.event;

import java.util.Arrays;
import java.util.Optional;

/** What can happen. The words are API. */
public enum EventKind {
  MESSAGE_RECEIVED("message.received"),
  MESSAGE_SENT("message.sent"),
  MESSAGE_ACK("message.ack"),
  MESSAGE_FAILED("message.failed"),
  MESSAGE_REACTION("message.reaction"),
  MESSAGE_EDITED("message.edited"),
  MESSAGE_REVOKED("message.revoked"),
  SESSION_STATUS("session.status"),
  SESSION_QR("session.qr"),
  SESSION_MEMORY("session.memory"),
  GROUP_JOIN("group.join"),
  GROUP_LEAVE("group.leave"),
  GROUP_UPDATE("group.update"),
  PRESENCE_UPDATE("presence.update"),
  CALL_RECEIVED("call.received"),
  POLL_VOTE("poll.vote"),
  WEBHOOK_DISABLED("webhook.disabled"),
  WEBHOOK_TEST("webhook.test");

  private final String word;

  EventKind(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** Whether an event is worth nothing to those who did not want it when it happened. */
  public boolean isPassing() {
    return this == PRESENCE_UPDATE;
  }

  /** The kind of this word. */
  public static Optional<EventKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }
}
