package org.openwa.schedule;

/** The answer to a wish to cancel. */
public sealed interface Cancelling<T> {

  /** Now or before: it is never sent. */
  record Done<T>(T value) implements Cancelling<T> {}

  /** It is being sent, or was. */
  record TooLate<T>(T value) implements Cancelling<T> {}

  record NotFound<T>() implements Cancelling<T> {}
}
