package org.openwa.event;

import org.openwa.model.SessionId;

/** In which order a webhook gets its events: one of a lane at a time, lanes side by side. */
public enum DeliveryOrder {
  /** One chat, one lane. */
  CHAT,
  /** Every event for itself. */
  NONE,
  /** Everything in one lane, whatever that costs. */
  STRICT;

  /** The lane of an event. */
  public String lane(SessionId session, Event event, EventId id) {
    return switch (this) {
      case CHAT -> session + "/" + (event.chat() == null ? "" : event.chat());
      case NONE -> id.value();
      case STRICT -> "*";
    };
  }
}
