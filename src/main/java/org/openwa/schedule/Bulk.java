package org.openwa.schedule;

import java.time.Instant;
import java.util.Map;
import org.openwa.model.SessionId;

/**
 * A list of messages that are sent one after the other.
 *
 * @param counts how many of its items are in each status; none where it is missing
 */
public record Bulk(
    PlanId id,
    SessionId session,
    Pace pace,
    int total,
    boolean cancelled,
    Map<PlanStatus, Integer> counts,
    Instant createdAt) {

  public Bulk {
    counts = Map.copyOf(counts);
  }

  public int count(PlanStatus status) {
    return counts.getOrDefault(status, 0);
  }

  /** Whether nothing more will be sent. */
  public boolean isOver() {
    return count(PlanStatus.PENDING) + count(PlanStatus.SENDING) == 0;
  }
}
