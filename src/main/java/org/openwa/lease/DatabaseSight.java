package org.openwa.lease;

/**
 * What a node has seen of the database, and what the others say to that. Moments in nanoseconds.
 */
final class DatabaseSight {

  private final long ttl;
  private final long fresh;
  private long lastAnswer;
  private long silentSince;
  private long lastAgreed;
  private boolean away;

  DatabaseSight(LeaseSettings settings, long now) {
    this.ttl = settings.ttl().toNanos();
    this.fresh = settings.interval().multipliedBy(2).toNanos();
    this.lastAnswer = now - ttl;
    this.lastAgreed = now - ttl;
  }

  /**
   * It answered what was asked at this moment.
   *
   * @return whether it was away before
   */
  boolean answered(long sent) {
    boolean back = away;
    away = false;
    lastAnswer = sent;
    return back;
  }

  /**
   * It did not answer.
   *
   * @return whether that is news
   */
  boolean silent(long now) {
    if (away) {
      return false;
    }
    away = true;
    silentSince = now;
    return true;
  }

  /**
   * Most nodes promised that it is away, when asked at this moment.
   *
   * @return whether that is news
   */
  boolean agreed(long asked) {
    boolean first = lastAgreed < silentSince;
    lastAgreed = asked;
    return first;
  }

  boolean isAway() {
    return away;
  }

  boolean isThere(long now) {
    return !away && now - lastAnswer < fresh;
  }

  /** Away for so long that the leases are over, and the others do not say so. */
  boolean isAlone(long now) {
    return away && now - silentSince > ttl && now - lastAgreed > ttl;
  }
}
