package org.openwa.lease;

import java.time.Duration;

/** What became of a claim on a session. */
public sealed interface Claim {

  /** The session is the claimant's. */
  record Taken(long epoch) implements Claim {}

  /** Somebody else may still use it. */
  record Refused(String reason, Duration retryAfter) implements Claim {}

  /** Its owner let it run out; the other nodes must be asked first whether they may be parked. */
  record NeedsPermission(String node) implements Claim {}
}
