package org.openwa.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An endpoint that is down is left alone. */
class BreakerTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final int FREE = 16;

  @Test
  void failuresInARowOpenIt() {
    Breaker almost = failed(Breaker.closed(), Breaker.FAILURES - 1, NOON);

    Breaker open = almost.onFailure(NOON);

    assertThat(almost.limit(NOON, FREE)).isEqualTo(FREE);
    assertThat(open.limit(NOON, FREE)).isZero();
  }

  @Test
  void aSuccessBetweenThemStartsTheCountAgain() {
    Breaker almost = failed(Breaker.closed(), Breaker.FAILURES - 1, NOON);

    Breaker breaker = failed(almost.onSuccess(), Breaker.FAILURES - 1, NOON);

    assertThat(breaker.limit(NOON, FREE)).isEqualTo(FREE);
  }

  @Test
  void afterThePauseOneDeliveryIsTheProbe() {
    Breaker open = failed(Breaker.closed(), Breaker.FAILURES, NOON);
    Instant later = NOON.plus(Breaker.FIRST_PAUSE);

    assertThat(open.limit(later.minusMillis(1), FREE)).isZero();
    assertThat(open.limit(later, FREE)).isEqualTo(1);
    assertThat(open.onSuccess().limit(later, FREE)).isEqualTo(FREE);
  }

  @Test
  void whatWasUnderWayWhenItOpenedDoesNotProlongIt() {
    Breaker open = failed(Breaker.closed(), Breaker.FAILURES, NOON);

    Breaker later = failed(open, FREE, NOON.plusSeconds(1));

    assertThat(later).isEqualTo(open);
  }

  @Test
  void failedProbesDoubleThePauseUpToALimit() {
    Breaker breaker = failed(Breaker.closed(), Breaker.FAILURES, NOON);
    Instant now = NOON.plus(Breaker.FIRST_PAUSE);

    breaker = breaker.onFailure(now);
    assertThat(breaker).isEqualTo(open(now, Breaker.FIRST_PAUSE.multipliedBy(2)));
    for (int i = 0; i < 100; i++) {
      now = now.plus(Breaker.LAST_PAUSE);
      breaker = breaker.onFailure(now);
    }

    assertThat(breaker).isEqualTo(open(now, Breaker.LAST_PAUSE));
  }

  private static Breaker open(Instant now, Duration pause) {
    return new Breaker.Open(now.plus(pause), pause);
  }

  private static Breaker failed(Breaker breaker, int times, Instant now) {
    Breaker result = breaker;
    for (int i = 0; i < times; i++) {
      result = result.onFailure(now);
    }
    return result;
  }
}
