package org.openwa.session;

import org.jspecify.annotations.Nullable;
import org.openwa.model.CborSerializable;

/** The answer to a command that concerns the session as a whole. */
public sealed interface SessionReply extends CborSerializable {

  /** Done, and durable. */
  record Accepted(SessionView session) implements SessionReply {}

  /**
   * No, by rule; nothing was changed. A value, not an exception, and an answer to every command.
   *
   * @param status the session's status at that moment; null where there is no session
   * @param detail more than the refusal's own text; null where there is no more to say
   */
  record Refused(SessionRefusal refusal, @Nullable SessionStatus status, @Nullable String detail)
      implements SessionReply, QrReply, PairingCodeReply, ScreenshotReply, SendReply, ActReply {}
}
