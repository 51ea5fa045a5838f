package org.openwa.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What became of an attempt.
 *
 * @param attempts made so far, this one included
 * @param nextAttemptAt only of one that failed
 */
public record DeliveryResult(
    long delivery, DeliveryStatus status, int attempts, Instant nextAttemptAt, Outcome outcome) {

  /** What an attempt that ended now makes of a delivery: done, to be tried again, or dead. */
  static DeliveryResult of(
      Delivery delivery,
      Outcome outcome,
      Instant now,
      DeliverySchedule schedule,
      RandomGenerator random) {
    int attempts = delivery.attempts() + 1;
    if (outcome.delivered()) {
      return new DeliveryResult(delivery.id(), DeliveryStatus.SUCCESS, attempts, now, outcome);
    }
    Optional<Duration> asked =
        outcome instanceof Outcome.Answered(_, var retryAfter, _) ? retryAfter : Optional.empty();
    return schedule
        .waitAfter(attempts, asked, random)
        .filter(_ -> !outcome.gone())
        .map(wait ->
            new DeliveryResult(
                delivery.id(), DeliveryStatus.FAILED, attempts, now.plus(wait), outcome))
        .orElseGet(
            () -> new DeliveryResult(delivery.id(), DeliveryStatus.DEAD, attempts, now, outcome));
  }

  /** The HTTP status; empty where there was no answer. */
  public Optional<Integer> statusCode() {
    return outcome instanceof Outcome.Answered(var status, _, _)
        ? Optional.of(status)
        : Optional.empty();
  }
}
