package org.openwa.lease;

import java.util.concurrent.CompletionStage;
import org.openwa.model.SessionId;

/** Which sessions this node owns. */
public interface Leases {

  /** How this node stands to a session. */
  enum Standing {
    /** It owns the session. */
    HELD,
    /**
     * It owned the session when the database went away, and goes on while most nodes agree that it
     * is away. Nothing can be written.
     */
    PARKED,
    /** It does not own the session under this epoch. */
    NONE
  }

  /**
   * Makes this node the owner of a session where nobody else is or may be. From a grant on writes
   * of earlier epochs are refused with {@link StaleEpochException}, and the lease is renewed until
   * it is released or lost. Fails where the database is away.
   */
  CompletionStage<Grant> acquire(SessionId session);

  /**
   * Gives a session back, whose browser is gone, so that the next owner need not wait. Does nothing
   * where the epoch is not the newest. Never fails: a lease that cannot be given back runs out.
   */
  CompletionStage<Void> release(SessionId session, long epoch);

  /** Answers at once, from what this node knows. */
  Standing standing(SessionId session, long epoch);
}
