package org.openwa.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of an attempt.
 *
 * @param attempts made so far, this one included
 * @param nextAttemptAt only of one that failed
 */
public record DeliveryResult(
    long delivery, DeliveryStatus status, int attempts, Instant nextAttemptAt, Outcome outcome) {

  /** The HTTP status; empty where there was no answer. */
  public Optional<Integer> statusCode() {
    return outcome instanceof Outcome.Answered(var status, _, _)
        ? Optional.of(status)
        : Optional.empty();
  }
}
