package org.openwa.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What became of an attempt.
 *
 * @param url where it went
 * @param attempts made so far, this one included
 * @param pause until the next one; of none that is over
 */
public record DeliveryResult(
    long delivery, URI url, DeliveryStatus status, int attempts, Duration pause, Outcome outcome) {

  /** What an attempt makes of a delivery: done, to be tried again, or dead. */
  static DeliveryResult of(
      Delivery delivery,
      URI url,
      Outcome outcome,
      DeliverySchedule schedule,
      RandomGenerator random) {
    int attempts = delivery.attempts() + 1;
    if (outcome.delivered()) {
      return over(delivery, url, DeliveryStatus.SUCCESS, outcome);
    }
    Optional<Duration> asked =
        outcome instanceof Outcome.Answered(_, var retryAfter, _) ? retryAfter : Optional.empty();
    return schedule
        .waitAfter(attempts, asked, random)
        .filter(_ -> !outcome.gone())
        .map(wait ->
            new DeliveryResult(delivery.id(), url, DeliveryStatus.FAILED, attempts, wait, outcome))
        .orElseGet(() -> over(delivery, url, DeliveryStatus.DEAD, outcome));
  }

  private static DeliveryResult over(
      Delivery delivery, URI url, DeliveryStatus status, Outcome outcome) {
    return new DeliveryResult(
        delivery.id(), url, status, delivery.attempts() + 1, Duration.ZERO, outcome);
  }

  /** The HTTP status; empty where there was no answer. */
  public Optional<Integer> statusCode() {
    return outcome instanceof Outcome.Answered(var status, _, _)
        ? Optional.of(status)
        : Optional.empty();
  }
}
