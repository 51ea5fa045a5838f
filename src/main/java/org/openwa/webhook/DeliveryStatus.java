package org.openwa.webhook;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How far the delivery of an event to a webhook has come. */
public enum DeliveryStatus {
  /** Not tried yet. */
  PENDING,
  /** Tried in vain; it will be tried again. */
  FAILED,
  SUCCESS,
  /** Tried in vain for the last time. */
  DEAD;

  /** The word of the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of this word. */
  public static Optional<DeliveryStatus> of(String word) {
    return Stream.of(values()).filter(status -> status.word().equals(word)).findFirst();
  }
}
