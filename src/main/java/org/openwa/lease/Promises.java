package org.openwa.lease;

/**
 * What a node has promised the others about the database: that it is away, to one that parks its
 * browsers, or that it is there, to one that takes over what was not renewed. It never promises one
 * while the other may still be counted on, so where more than half of the nodes promise that the
 * database is away, no half can promise that it is there. Pure.
 */
public final class Promises {

  private final long length;
  private long away;
  private long there;

  /**
   * A node that starts does not know what it promised in an earlier run, so it promises nothing at
   * first.
   *
   * @param length of a promise, in nanoseconds
   */
  public Promises(long length, long now) {
    this.length = length;
    this.away = now;
    this.there = now;
  }

  /** The database is away, as long as the promise holds. */
  public boolean away(long now) {
    if (now - there < length) {
      return false;
    }
    away = now;
    return true;
  }

  /** The database is there, as long as the promise holds. */
  public boolean there(long now) {
    if (now - away < length) {
      return false;
    }
    there = now;
    return true;
  }
}
