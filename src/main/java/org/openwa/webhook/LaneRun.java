package org.openwa.webhook;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is claimed of one lane: it is sent in its order, one after the other. */
final class LaneRun {

  private final Deque<Delivery> left = new ArrayDeque<>();
  private final boolean fresh;
  private final long claimedAt;

  /**
   * A run of nothing yet.
   *
   * @param fresh whether nothing of it was tried before
   * @param claimedAt by the clock of {@link System#nanoTime}
   */
  LaneRun(boolean fresh, long claimedAt) {
    this.fresh = fresh;
    this.claimedAt = claimedAt;
  }

  boolean isFresh() {
    return fresh;
  }

  void add(Delivery delivery) {
    left.add(delivery);
  }

  /** The next one to send; null where there is none. */
  @Nullable Delivery next() {
    return left.poll();
  }

  /** Nothing more of it is sent. */
  void giveBackTo(Set<Long> unsent) {
    left.forEach(delivery -> unsent.add(delivery.id()));
    left.clear();
  }

  /** Whether another attempt will end before the claim does. */
  boolean isYoung(Duration claimFor) {
    return System.nanoTime() - claimedAt < claimFor.toNanos() / 2;
  }
}
