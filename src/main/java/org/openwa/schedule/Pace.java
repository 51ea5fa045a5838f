package org.openwa.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How fast the messages of a bulk follow each other.
 *
 * @param delay from the end of one to the next
 * @param jitter up to so much more, by chance
 */
public record Pace(Duration delay, Duration jitter) {

  Duration next(RandomGenerator random) {
    return delay.plusMillis(jitter.isZero() ? 0 : random.nextLong(jitter.toMillis() + 1));
  }
}
