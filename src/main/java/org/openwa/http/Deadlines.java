package org.openwa.http;

import java.time.Duration;

/**
 * How long callers wait, and are waited for.
 *
 * @param answer after which a request is answered 504; longer than the deadline of {@code
 *     Sessions}, which says more
 * @param body in which a body must have arrived
 * @param statistics in which the database may add numbers to a session; without them it is shown
 *     all the same
 * @param drain how long requests may go on when the node stops
 * @param upload after which a request that brings a file is answered 504; its bytes may pause no
 *     longer than {@code body}
 */
public record Deadlines(
    Duration answer, Duration body, Duration statistics, Duration drain, Duration upload) {

  public static final Deadlines DEFAULT =
      new Deadlines(
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5));

  public Deadlines withDrain(Duration other) {
    return new Deadlines(answer, body, statistics, other, upload);
  }
}
