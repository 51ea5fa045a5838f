package org.openwa.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session is doing now. It dies with the node, so it is not in the journal. Each state holds
 * what is only true in it; {@link RuntimeTransitions} says how one follows another.
 */
public sealed interface SessionRuntime {

  /** When this state began. */
  Instant since();

  /** When it has lasted too long; null where it may last. */
  @Nullable Instant deadline();

  /** No browser, and none is wanted. */
  record Resting(Instant since) implements SessionRuntime {

    @Override
    public @Nullable Instant deadline() {
      return null;
    }
  }

  /** No browser, although one is wanted: retrying has ended. */
  record Failed(Instant since, String reason) implements SessionRuntime {

    @Override
    public @Nullable Instant deadline() {
      return null;
    }
  }

  /** No browser until the deadline, then the next attempt. */
  record Waiting(Instant since, Instant deadline, String reason, int attempt)
      implements SessionRuntime {}

  /**
   * No browser, because the session is or may be another node's; at the deadline it is asked again.
   */
  record AwaitingLease(Instant since, Instant deadline, String reason, int attempt)
      implements SessionRuntime {

    AwaitingLease until(Instant next, String why) {
      return new AwaitingLease(since, next, why, attempt);
    }
  }

  /** The browser is being closed; what comes then. */
  record Closing(Instant since, AfterClose next) implements SessionRuntime {

    @Override
    public @Nullable Instant deadline() {
      return null;
    }
  }

  /** There is a browser. */
  sealed interface WithBrowser extends SessionRuntime {

    /** How many browsers in a row were lost before this one. */
    int attempt();
  }

  /** The browser starts, or the page loads. */
  record Opening(Instant since, Instant deadline, int attempt) implements WithBrowser {}

  /** The page shows a code. Its own expiry is not ours: the page makes the next one by itself. */
  record AwaitingScan(Instant since, Instant deadline, int attempt, String qr, Instant qrExpiresAt)
      implements WithBrowser {}

  /** Linked; the page loads its chats. */
  record Syncing(Instant since, Instant deadline, int attempt) implements WithBrowser {}

  /** Connected, and until the deadline not yet for so long that earlier losses are forgotten. */
  record Online(Instant since, @Nullable Instant deadline, int attempt) implements WithBrowser {}

  /** The page has no connection and keeps trying by itself until the deadline. */
  record Offline(Instant since, Instant deadline, int attempt, String reason)
      implements WithBrowser {}

  /** Only a person can go on. */
  record Blocked(Instant since, int attempt, String reason) implements WithBrowser {

    @Override
    public @Nullable Instant deadline() {
      return null;
    }
  }

  /** What comes after the browser is gone. */
  sealed interface AfterClose {

    record Rest() implements AfterClose {}

    record Reopen() implements AfterClose {}

    record Retry(String reason, int attempt) implements AfterClose {}

    record GiveUp(String reason) implements AfterClose {}
  }
}
