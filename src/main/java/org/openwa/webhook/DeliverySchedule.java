package org.openwa.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When an event that was not delivered is tried again: the waits that Standard Webhooks recommends,
 * about three days in all, each up to a fifth longer by chance, so that what failed together does
 * not come back together.
 *
 * @param waits before the second, third, ... attempt
 */
public record DeliverySchedule(List<Duration> waits) {

  public static final DeliverySchedule DEFAULT =
      new DeliverySchedule(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24)));

  /** A receiver may ask for a longer wait, but not for any. */
  static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private static final double CHANCE = 0.2;

  public DeliverySchedule {
    waits = List.copyOf(waits);
  }

  /**
   * The wait after so many attempts; empty where there is no further one.
   *
   * @param attempts made so far, 1 or more
   * @param asked by the receiver, in {@code Retry-After}
   */
  Optional<Duration> waitAfter(int attempts, Optional<Duration> asked, RandomGenerator random) {
    if (attempts > waits.size()) {
      return Optional.empty();
    }
    Duration planned = waits.get(attempts - 1);
    long chance = (long) (planned.toMillis() * CHANCE * random.nextDouble());
    Duration wait = planned.plusMillis(chance);
    Duration wished =
        asked
            .filter(wish -> wish.compareTo(LONGEST_ASKED) < 0)
            .orElse(asked.isPresent() ? LONGEST_ASKED : Duration.ZERO);
    return Optional.of(wished.compareTo(wait) > 0 ? wished : wait);
  }
}
