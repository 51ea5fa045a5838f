package org.openwa.webhook;

/**
 * An event on its way to a webhook.
 *
 * @param attempts made so far
 * @param body the same for every attempt
 */
public record Delivery(long id, String eventId, String event, int attempts, String body) {

  /** Without the body, which must not get into a log. */
  @Override
  public String toString() {
    return "Delivery[" + id + " " + eventId + " " + event + " " + attempts + "]";
  }
}
