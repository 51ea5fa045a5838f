package org.openwa.session;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.PageFact;
import org.openwa.browser.PageNews;
import org.openwa.browser.qr.PairingCode;
import org.openwa.event.Event;
import org.openwa.event.EventKind;

/** What customers are told of that is no message: groups, calls, codes to scan, presence. */
final class AccountEvents {

  private AccountEvents() {}

  static Event of(PageFact.GroupChanged group) {
    String action = action(group.action());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("chatId", group.chat().value());
    data.put("action", action);
    data.put("author", group.author());
    data.put("participants", group.participants());
    data.put("text", group.text() == null ? null : MessageFacts.clean(group.text()));
    data.put("timestamp", Event.time(group.at()));
    return new Event(kind(action), group.id().value(), group.at(), group.chat(), null, null, data);
  }

  /** WhatsApp Web has several words for coming in by oneself. */
  private static String action(String word) {
    return switch (word) {
      case "invite", "linked_group_join", "accept" -> "join";
      default -> word;
    };
  }

  private static EventKind kind(String action) {
    return switch (action) {
      case "add", "join" -> EventKind.GROUP_JOIN;
      case "remove", "leave" -> EventKind.GROUP_LEAVE;
      default -> EventKind.GROUP_UPDATE;
    };
  }

  static Event of(PageNews news, long epoch, Instant now) {
    return switch (news) {
      case PageNews.CodeShown(var number, var code) -> {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("qr", PairingCode.dataUrl(code.text()));
        data.put("expiresAt", Event.time(code.expiresAt()));
        yield new Event(EventKind.SESSION_QR, epoch + "_" + number, now, null, null, null, data);
      }
      case BridgeEvent.PresenceChanged(var chat, var person, var state, var at) -> {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("chatId", chat.value());
        data.put("participant", person);
        data.put("state", state);
        data.put("timestamp", Event.time(at));
        yield new Event(
            EventKind.PRESENCE_UPDATE,
            chat + "_" + person + "_" + state + "_" + at.toEpochMilli(),
            at,
            chat,
            null,
            null,
            data);
      }
    };
  }

  static Event of(PageFact.CallReceived call) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", call.id());
    data.put("from", call.from().value());
    data.put("isVideo", call.video());
    data.put("isGroup", call.group());
    data.put("timestamp", Event.time(call.at()));
    return new Event(EventKind.CALL_RECEIVED, call.id(), call.at(), call.from(), null, null, data);
  }
}
