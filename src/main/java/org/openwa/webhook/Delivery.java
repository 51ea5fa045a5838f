package org.openwa.webhook;

/**
 * An event on its way to a webhook.
 *
 * @param attempts made so far
 * @param requeued whether it is to be delivered again because somebody asked
 * @param lane in which one follows the other
 * @param body the same for every attempt
 */
public record Delivery(
    long id,
    String eventId,
    String event,
    int attempts,
    boolean requeued,
    String lane,
    String body) {

  /** Whether it is on its way for the first time. */
  public boolean isFresh() {
    return attempts == 0 && !requeued;
  }

  /** Without the body, which must not get into a log. */
  @Override
  public String toString() {
    return "Delivery[" + id + " " + eventId + " " + event + " " + attempts + "]";
  }
}
