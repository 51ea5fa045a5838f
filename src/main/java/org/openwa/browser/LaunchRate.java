package org.openwa.browser;

import java.time.Duration;

/**
 * A token bucket: a few launches at once, then one in so long. Keeps a node on its feet when all
 * sessions of the cluster come to it at the same time.
 */
final class LaunchRate {

  /** Launches that need not wait, after a quiet time. */
  static final int BURST = 4;

  private final long nanosForEach;

  /** When the bucket was empty, were nothing ever taken from it again. */
  private long emptyAt;

  LaunchRate(Duration each, long now) {
    this.nanosForEach = each.toNanos();
    this.emptyAt = now - nanosForEach * BURST;
  }

  /** Takes a token; or says how long to wait for one, and takes nothing. */
  Duration take(long now) {
    emptyAt = Math.max(emptyAt, now - nanosForEach * BURST);
    long wait = emptyAt + nanosForEach - now;
    if (wait > 0) {
      return Duration.ofNanos(wait);
    }
    emptyAt += nanosForEach;
    return Duration.ZERO;
  }
}
