package org.openwa.webhook;

import java.time.Duration;
import java.util.Optional;
import org.openwa.egress.FailureClass;

/** How an attempt ended. */
public sealed interface Outcome {

  Duration took();

  /** Some HTTP status. */
  record Answered(int status, Optional<Duration> retryAfter, Duration took) implements Outcome {

    static final int GONE = 410;

    boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /** None. */
  record Failed(FailureClass failure, Duration took) implements Outcome {}

  /** Whether the receiver has the event. */
  default boolean delivered() {
    return this instanceof Answered answered && answered.isSuccess();
  }

  /** Whether the receiver wants nothing more. */
  default boolean gone() {
    return this instanceof Answered answered && answered.status() == Answered.GONE;
  }

  /** The failure as customers see it; empty for a success. */
  default Optional<String> error() {
    return switch (this) {
      case Answered answered when answered.isSuccess() -> Optional.empty();
      case Answered(var status, _, _) -> Optional.of("HTTP_" + status);
      case Failed(var failure, _) -> Optional.of(failure.name());
    };
  }
}
