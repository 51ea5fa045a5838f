package org.openwa.model;

/**
 * How many there are on all pages of a list.
 *
 * @param exact false where there are at least so many: to count further would take too long
 */
public record Total(long count, boolean exact) {

  /** Where an index alone says how many there are, no more than this are counted. */
  public static final int BOUND = 10_000;

  /** Out of a count that went no further than one beyond the bound. */
  public static Total upTo(long found, int bound) {
    return new Total(Math.min(found, bound), found <= bound);
  }
}
