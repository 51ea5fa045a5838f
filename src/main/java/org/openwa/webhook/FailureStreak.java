package org.openwa.webhook;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a webhook has done nothing but fail.
 *
 * @param since null where its last attempt succeeded, or none was made
 * @param failures since then
 */
public record FailureStreak(@Nullable Instant since, int failures) {

  public static final FailureStreak NONE = new FailureStreak(null, 0);

  /** After so long a webhook is disabled. */
  static final Duration LONGEST = Duration.ofDays(5);

  /** Fewer prove nothing: they may be two events in five quiet days. */
  static final int FEWEST = 10;

  /**
   * After some attempts.
   *
   * @param url where the webhook's events go by now; attempts elsewhere say nothing about it
   */
  public FailureStreak after(List<DeliveryResult> results, URI url, Instant now) {
    FailureStreak streak = this;
    for (DeliveryResult result : results) {
      if (result.outcome().delivered()) {
        streak = NONE;
      } else if (result.url().equals(url)) {
        streak = new FailureStreak(streak.since == null ? now : streak.since, streak.failures + 1);
      }
    }
    return streak;
  }

  /** Whether nobody can expect a success any more. */
  public boolean isHopeless(Instant now) {
    return since != null && failures >= FEWEST && !now.isBefore(since.plus(LONGEST));
  }
}
