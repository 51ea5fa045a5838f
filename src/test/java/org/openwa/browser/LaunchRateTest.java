package org.openwa.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Time is what the test says. */
class LaunchRateTest {

  private static final Duration EACH = Duration.ofSeconds(2);
  private static final long NOW = -7;

  private final LaunchRate rate = new LaunchRate(EACH, NOW);

  private void take(int times, long now) {
    IntStream.range(0, times).forEach(_ -> assertThat(rate.take(now)).isZero());
  }

  @Test
  void aFewNeedNotWait() {
    take(LaunchRate.BURST, NOW);

    assertThat(rate.take(NOW)).isEqualTo(EACH);
  }

  @Test
  void thenThereIsOneInSoLong() {
    take(LaunchRate.BURST, NOW);

    take(1, NOW + EACH.toNanos());

    assertThat(rate.take(NOW + EACH.toNanos())).isEqualTo(EACH);
  }

  @Test
  void waitingTakesNothing() {
    take(LaunchRate.BURST, NOW);

    rate.take(NOW + EACH.toNanos() / 2);
    Duration wait = rate.take(NOW + EACH.toNanos() / 2);

    assertThat(wait).isEqualTo(EACH.dividedBy(2));
  }

  @Test
  void aLongQuietTimeGivesNoMoreThanAFew() {
    take(LaunchRate.BURST, NOW + Duration.ofDays(1).toNanos());

    assertThat(rate.take(NOW + Duration.ofDays(1).toNanos())).isEqualTo(EACH);
  }

  @Test
  void withoutARateNobodyWaits() {
    LaunchRate none = new LaunchRate(Duration.ZERO, NOW);

    assertThat(IntStream.range(0, 100).mapToObj(_ -> none.take(NOW))).containsOnly(Duration.ZERO);
  }
}
