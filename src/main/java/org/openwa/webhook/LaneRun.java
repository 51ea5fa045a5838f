package org.openwa.webhook;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private LaneRun(boolean fresh, long claimedAt) {
    this.fresh = fresh;
    this.claimedAt = claimedAt;
  }

  /** What was claimed, by its lanes; what was tried before is each a run of its own. */
  static List<LaneRun> of(List<Delivery> claimed, long claimedAt) {
    List<LaneRun> runs = new ArrayList<>();
    Map<String, LaneRun> lanes = new HashMap<>();
    for (Delivery delivery : claimed) {
      LaneRun known = delivery.isFresh() ? lanes.get(delivery.lane()) : null;
      LaneRun run = known == null ? new LaneRun(delivery.isFresh(), claimedAt) : known;
      if (known == null) {
        runs.add(run);
      }
      if (delivery.isFresh()) {
        lanes.put(delivery.lane(), run);
      }
      run.left.add(delivery);
    }
    return runs;
  }

  boolean isFresh() {
    return fresh;
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
