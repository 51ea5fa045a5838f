package org.openwa.lease;

import java.time.Duration;

/** The answer to a node that asks for a session. */
public sealed interface Grant {

  /** The session is this node's, under an epoch higher than every one before. */
  record Granted(long epoch) implements Grant {}

  /**
   * Not now.
   *
   * @param reason in words, for an operator
   * @param retryAfter when to ask again
   */
  record Refused(String reason, Duration retryAfter) implements Grant {}
}
