package org.openwa.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * Spares an endpoint that is down, and the attempts of the events that wait for it.
 *
 * <pre>
 *   Closed   --failures in a row--> Open
 *   Open     --its time is over---> one delivery as a probe
 *   Open     --success------------> Closed
 *   Open     --probe failed-------> Open, for twice as long
 * </pre>
 */
sealed interface Breaker {

  /** So many failures in a row open it. */
  int FAILURES = 10;

  Duration FIRST_PAUSE = Duration.ofSeconds(30);
  Duration LAST_PAUSE = Duration.ofMinutes(10);

  /** How many deliveries may be under way. */
  int limit(Instant now, int otherwise);

  Breaker onSuccess();

  Breaker onFailure(Instant now);

  static Breaker closed() {
    return new Closed(0);
  }

  record Closed(int failures) implements Breaker {

    @Override
    public int limit(Instant now, int otherwise) {
      return otherwise;
    }

    @Override
    public Breaker onSuccess() {
      return failures == 0 ? this : closed();
    }

    @Override
    public Breaker onFailure(Instant now) {
      return failures + 1 < FAILURES
          ? new Closed(failures + 1)
          : new Open(now.plus(FIRST_PAUSE), FIRST_PAUSE);
    }
  }

  record Open(Instant until, Duration pause) implements Breaker {

    @Override
    public int limit(Instant now, int otherwise) {
      return now.isBefore(until) ? 0 : 1;
    }

    @Override
    public Breaker onSuccess() {
      return closed();
    }

    /**
     * What was under way when it opened changes nothing; a probe that failed prolongs the pause.
     */
    @Override
    public Breaker onFailure(Instant now) {
      if (now.isBefore(until)) {
        return this;
      }
      Duration doubled = pause.multipliedBy(2);
      Duration next = doubled.compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : doubled;
      return new Open(now.plus(next), next);
    }
  }
}
