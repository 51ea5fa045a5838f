package org.openwa.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openwa.model.SessionId;

/** An id that follows from the fact. */
class EventIdTest {

  private static final SessionId ALICE = new SessionId("alice");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void theSameFactToldLaterInOtherWordsIsTheSameEvent() {
    Event first = event(EventKind.MESSAGE_ACK, "A1/READ", NOON, Map.of("status", "READ"));
    Event again = event(EventKind.MESSAGE_ACK, "A1/READ", NOON.plusSeconds(9), Map.of());

    assertThat(EventId.of(ALICE, again)).isEqualTo(EventId.of(ALICE, first));
  }

  @Test
  void kindOccurrenceAndSessionEachMakeAnotherEvent() {
    EventId id = EventId.of(ALICE, event(EventKind.MESSAGE_ACK, "A1/READ", NOON, Map.of()));

    assertThat(EventId.of(ALICE, event(EventKind.MESSAGE_SENT, "A1/READ", NOON, Map.of())))
        .isNotEqualTo(id);
    assertThat(EventId.of(ALICE, event(EventKind.MESSAGE_ACK, "A1/PLAYED", NOON, Map.of())))
        .isNotEqualTo(id);
    assertThat(
            EventId.of(
                new SessionId("bob"), event(EventKind.MESSAGE_ACK, "A1/READ", NOON, Map.of())))
        .isNotEqualTo(id);
  }

  /** Released ids must never change: receivers recognise repetitions by them. */
  @Test
  void theIdOfAFactIsTheSameInEveryRelease() {
    Event event = event(EventKind.MESSAGE_RECEIVED, "false_1234567@c.us_A1", NOON, Map.of());

    assertThat(EventId.of(ALICE, event).value())
        .matches("evt_[0-9a-f]{32}")
        .isEqualTo("evt_83ec4ae72eec0c50d8ec64e91c14592d");
  }

  @Test
  void whatIsSaidOfAnEventInALogHoldsNothingOfItsContent() {
    Event event = event(EventKind.MESSAGE_RECEIVED, "A1", NOON, Map.of("body", "a private word"));

    assertThat(event.toString()).contains("MESSAGE_RECEIVED").doesNotContain("private");
  }

  private static Event event(EventKind kind, String occurrence, Instant at, Map<String, ?> data) {
    return new Event(kind, occurrence, at, null, null, null, data);
  }
}
