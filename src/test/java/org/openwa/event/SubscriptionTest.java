package org.openwa.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;

/** Which events a webhook gets, and in which lane. */
class SubscriptionTest {

  private static final SessionId ALICE = new SessionId("alice");
  private static final ChatId BOB = new ChatId("4915111111111@c.us");
  private static final ChatId TEAM = new ChatId("120363000000000001@g.us");

  private final Event fromBob = message(BOB, "text", false);
  private final Event inTeam = message(TEAM, "image", true);
  private final Event status =
      new Event(EventKind.SESSION_STATUS, "7", Instant.EPOCH, null, null, null, Map.of());

  @Test
  void aStarWantsEverythingAndAListOnlyWhatIsOnIt() {
    assertThat(wants(Set.of("*"), Filters.NONE, fromBob)).isTrue();
    assertThat(wants(Set.of("session.status", "message.ack"), Filters.NONE, status)).isTrue();
    assertThat(wants(Set.of("session.status", "message.ack"), Filters.NONE, fromBob)).isFalse();
  }

  @Test
  void eachFilterNarrows() {
    assertThat(passes(new Filters(Set.of(BOB.value()), Set.of(), null, null), fromBob)).isTrue();
    assertThat(passes(new Filters(Set.of(BOB.value()), Set.of(), null, null), inTeam)).isFalse();
    assertThat(passes(new Filters(Set.of(), Set.of("text"), null, null), inTeam)).isFalse();
    assertThat(passes(new Filters(Set.of(), Set.of(), false, null), inTeam)).isFalse();
    assertThat(passes(new Filters(Set.of(), Set.of(), true, null), inTeam)).isTrue();
    assertThat(passes(new Filters(Set.of(), Set.of(), null, true), fromBob)).isFalse();
    assertThat(passes(new Filters(Set.of(), Set.of(), null, false), fromBob)).isTrue();
  }

  @Test
  void allFiltersMustAgree() {
    Filters teamTexts = new Filters(Set.of(TEAM.value()), Set.of("text"), null, true);

    assertThat(passes(teamTexts, inTeam)).isFalse();
    assertThat(passes(teamTexts, message(TEAM, "text", false))).isTrue();
  }

  @Test
  void anEventThatSaysNothingOfAThingPassesTheFilterOnIt() {
    Filters narrow = new Filters(Set.of(BOB.value()), Set.of("text"), false, true);

    assertThat(passes(narrow, status)).isTrue();
  }

  @Test
  void lanesAreChatsOrEventsOrOne() {
    EventId first = EventId.of(ALICE, fromBob);
    EventId other = EventId.of(ALICE, inTeam);

    assertThat(DeliveryOrder.CHAT.lane(ALICE, fromBob, first))
        .isEqualTo(DeliveryOrder.CHAT.lane(ALICE, message(BOB, "image", true), other))
        .isNotEqualTo(DeliveryOrder.CHAT.lane(ALICE, inTeam, first))
        .isNotEqualTo(DeliveryOrder.CHAT.lane(new SessionId("carol"), fromBob, first));
    assertThat(DeliveryOrder.NONE.lane(ALICE, fromBob, first))
        .isNotEqualTo(DeliveryOrder.NONE.lane(ALICE, fromBob, other));
    assertThat(DeliveryOrder.STRICT.lane(ALICE, fromBob, first))
        .isEqualTo(DeliveryOrder.STRICT.lane(new SessionId("carol"), status, other));
  }

  private static boolean passes(Filters filters, Event event) {
    return wants(Set.of("*"), filters, event);
  }

  private static boolean wants(Set<String> events, Filters filters, Event event) {
    return new Subscription("wh", events, filters, DeliveryOrder.CHAT).wants(event);
  }

  private static Event message(ChatId chat, @Nullable String type, boolean fromMe) {
    return new Event(
        EventKind.MESSAGE_RECEIVED, chat + "1", Instant.EPOCH, chat, type, fromMe, Map.of());
  }
}
