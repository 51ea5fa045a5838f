package org.openwa.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * When the owner of a webhook looks for retries: less often than for what is fresh, since most of
 * the time there are none, and at once where the last look found some.
 */
final class RetryLooks {

  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Consumer<Duration> alarm;
  private Instant next = Instant.MIN;
  private boolean planned;

  /**
   * @param alarm is to have {@link #come} called after so long
   */
  RetryLooks(Consumer<Duration> alarm) {
    this.alarm = alarm;
  }

  /** Whether to look now; if not, it is time later. */
  boolean isTime(Instant now) {
    if (!now.isBefore(next)) {
      next = now.plus(BETWEEN);
      return true;
    }
    if (!planned) {
      planned = true;
      alarm.accept(BETWEEN);
    }
    return false;
  }

  /** The planned time has come. */
  void come() {
    planned = false;
    next = Instant.MIN;
  }

  void foundOne() {
    next = Instant.MIN;
  }
}
