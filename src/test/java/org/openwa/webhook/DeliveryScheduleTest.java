package org.openwa.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a delivery is tried again. */
class DeliveryScheduleTest {

  private static final RandomGenerator NO_CHANCE = () -> 0;

  @Test
  void theDefaultIsElevenAttemptsInAboutThreeDays() {
    List<Duration> waits =
        IntStream.rangeClosed(1, 10)
            .mapToObj(attempt -> wait(attempt, Optional.empty()).orElseThrow())
            .toList();

    Duration all = waits.stream().reduce(Duration.ZERO, Duration::plus);

    assertThat(waits).startsWith(Duration.ofSeconds(5), Duration.ofSeconds(30));
    assertThat(all).isBetween(Duration.ofHours(75), Duration.ofHours(76));
    assertThat(wait(11, Optional.empty())).isEmpty();
  }

  @Test
  void chanceMakesAWaitLongerByAFifthAtMost() {
    Random random = new Random(7);

    for (int i = 0; i < 1_000; i++) {
      int attempt = i % 10 + 1;
      Duration planned = wait(attempt, Optional.empty()).orElseThrow();
      assertThat(
              DeliverySchedule.DEFAULT.waitAfter(attempt, Optional.empty(), random).orElseThrow())
          .isBetween(planned, planned.plus(planned.dividedBy(5)));
    }
  }

  @Test
  void aReceiverMayAskForMoreButNotForLess() {
    assertThat(wait(1, Optional.of(Duration.ofMinutes(2)))).contains(Duration.ofMinutes(2));
    assertThat(wait(3, Optional.of(Duration.ZERO))).contains(Duration.ofMinutes(5));
  }

  @Test
  void aReceiverMayNotAskForAYear() {
    assertThat(wait(1, Optional.of(Duration.ofDays(365)))).contains(DeliverySchedule.LONGEST_ASKED);
    assertThat(wait(1, Optional.of(Duration.ofSeconds(999_999_999))))
        .contains(DeliverySchedule.LONGEST_ASKED);
  }

  @Test
  void askingForATimeGivesNoFurtherAttempt() {
    assertThat(wait(11, Optional.of(Duration.ofSeconds(1)))).isEmpty();
    assertThat(
            new DeliverySchedule(List.of())
                .waitAfter(1, Optional.of(Duration.ofSeconds(1)), NO_CHANCE))
        .isEmpty();
  }

  private static Optional<Duration> wait(int attempts, Optional<Duration> asked) {
    return DeliverySchedule.DEFAULT.waitAfter(attempts, asked, NO_CHANCE);
  }
}
