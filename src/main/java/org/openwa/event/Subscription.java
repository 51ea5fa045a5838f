package org.openwa.event;

import java.util.Set;

/**
 * What a webhook wants.
 *
 * @param events words of {@link EventKind}, or {@code *}
 */
public record Subscription(
    String webhook, Set<String> events, Filters filters, DeliveryOrder order) {

  /** Every kind of event. */
  public static final String ALL = "*";

  public Subscription {
    events = Set.copyOf(events);
  }

  /** Whether the event is for this webhook. */
  public boolean wants(Event event) {
    return (events.contains(ALL) || events.contains(event.kind().word())) && filters.pass(event);
  }
}
