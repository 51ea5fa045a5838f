package org.openwa.message.jdbc;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openwa.event.Event;
import org.openwa.event.EventKind;
import org.openwa.event.jdbc.EventJson;
import org.openwa.message.MessageChange;
import org.openwa.message.MessageHistory;
import org.openwa.message.MessageStatus;
import org.openwa.message.StoredMessage;
import org.openwa.model.ChatId;
import org.openwa.model.MessageDetails;
import org.openwa.model.MessageId;

/** What customers are told about messages. */
final class MessageEvents {

  private static final String OWN = "true_";

  private MessageEvents() {}

  /**
   * A message that is new to us; nothing for one of ours that WhatsApp does not have yet.
   *
   * @param backfilled it came while nobody was there to see it
   */
  static List<Event> added(StoredMessage message, boolean backfilled) {
    Map<String, Object> data = data(message);
    if (backfilled) {
      data.put("backfilled", true);
    }
    Instant at = message.timestamp();
    if (!message.fromMe()) {
      return List.of(event(EventKind.MESSAGE_RECEIVED, message, "", at, data));
    }
    return upTo(message, at, data);
  }

  /**
   * A message that has just come to its present status; nothing where that concerns nobody.
   *
   * @param before where it WhatsApp did not have it, it is told to be sent first
   */
  static List<Event> moved(StoredMessage message, MessageStatus before, Instant at) {
    List<Event> all = upTo(message, at, data(message));
    boolean wasSent = before.compareTo(MessageStatus.SENT) >= 0;
    return wasSent && all.size() > 1 ? all.subList(1, all.size()) : all;
  }

  /** All that an own message has been through when it has its status: sent, then acknowledged. */
  private static List<Event> upTo(StoredMessage message, Instant at, Map<String, Object> data) {
    return switch (message.status()) {
      case PENDING, UNKNOWN, RECEIVED -> List.of();
      case FAILED -> List.of(event(EventKind.MESSAGE_FAILED, message, "", at, data));
      case SENT -> List.of(event(EventKind.MESSAGE_SENT, message, "", at, data));
      case DELIVERED, READ, PLAYED -> {
        Map<String, Object> sent = new LinkedHashMap<>(data);
        sent.put("status", MessageStatus.SENT.name());
        sent.put("ack", ack(MessageStatus.SENT));
        yield List.of(
            event(EventKind.MESSAGE_SENT, message, "", at, sent),
            event(EventKind.MESSAGE_ACK, message, "_" + message.status(), at, data));
      }
    };
  }

  /**
   * A message that was written anew.
   *
   * @param message as it is now, where it is stored
   */
  static Event edited(MessageChange.Edited edit, Optional<StoredMessage> message) {
    Map<String, Object> data = about(edit.id(), edit.chat(), message);
    data.put("body", edit.body());
    data.put("editedAt", EventJson.time(edit.at()));
    return later(
        EventKind.MESSAGE_EDITED, edit.id(), edit.chat(), edit.at(), "_" + millis(edit.at()), data);
  }

  /** A message that was deleted for everyone; the body is told no more. */
  static Event revoked(MessageChange.Revoked revoke, Optional<StoredMessage> message) {
    Map<String, Object> data = about(revoke.id(), revoke.chat(), message);
    data.put("body", null);
    data.put("revokedBy", revoke.by());
    data.put("revokedAt", EventJson.time(revoke.at()));
    return later(EventKind.MESSAGE_REVOKED, revoke.id(), revoke.chat(), revoke.at(), "", data);
  }

  static Event reacted(MessageChange.Reacted reacted) {
    MessageHistory.Reaction reaction = reacted.reaction();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("messageId", reacted.id().value());
    data.put("chatId", reacted.chat().value());
    data.put("sender", reaction.sender());
    data.put("emoji", reaction.emoji());
    data.put("timestamp", EventJson.time(reaction.at()));
    return later(
        EventKind.MESSAGE_REACTION,
        reacted.id(),
        reacted.chat(),
        reaction.at(),
        "_" + reaction.sender() + "_" + millis(reaction.at()),
        data);
  }

  static Event voted(MessageChange.Voted voted) {
    MessageHistory.Vote vote = voted.vote();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("messageId", voted.id().value());
    data.put("chatId", voted.chat().value());
    data.put("voter", vote.voter());
    data.put("options", vote.options());
    data.put("timestamp", EventJson.time(vote.at()));
    return later(
        EventKind.POLL_VOTE,
        voted.id(),
        voted.chat(),
        vote.at(),
        "_" + vote.voter() + "_" + millis(vote.at()),
        data);
  }

  private static Event event(
      EventKind kind, StoredMessage message, String which, Instant at, Map<String, ?> data) {
    return new Event(
        kind, message.id() + which, at, message.chatId(), message.type(), message.fromMe(), data);
  }

  /** Something that happened to a message, whether it is stored or not. */
  private static Event later(
      EventKind kind,
      MessageId id,
      ChatId chat,
      Instant at,
      String which,
      Map<String, Object> data) {
    return new Event(kind, id + which, at, chat, null, isOwn(id), data);
  }

  private static boolean isOwn(MessageId id) {
    return id.value().startsWith(OWN);
  }

  private static long millis(Instant at) {
    return at.toEpochMilli();
  }

  private static Map<String, Object> about(
      MessageId id, ChatId chat, Optional<StoredMessage> message) {
    if (message.isPresent()) {
      return data(message.get());
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", id.value());
    data.put("chatId", chat.value());
    data.put("fromMe", isOwn(id));
    return data;
  }

  private static Map<String, Object> data(StoredMessage message) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", message.id().value());
    data.put("chatId", message.chatId().value());
    data.put("from", message.from());
    data.put("to", message.to());
    data.put("author", message.author());
    data.put("senderName", message.senderName());
    data.put("fromMe", message.fromMe());
    data.put("type", message.type());
    data.put("body", message.body());
    if (message.details() != null) {
      putDetails(data, message.details());
    }
    data.put(
        "quotedMessageId",
        message.quotedMessageId() == null ? null : message.quotedMessageId().value());
    data.put("status", message.status().name());
    data.put("ack", ack(message.status()));
    data.put("waTimestamp", message.waTimestamp());
    data.put("timestamp", EventJson.time(message.timestamp()));
    return data;
  }

  private static void putDetails(Map<String, Object> data, MessageDetails details) {
    switch (details) {
      case MessageDetails.Place(var latitude, var longitude, var name, var address) -> {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("latitude", latitude);
        place.put("longitude", longitude);
        place.put("name", name);
        place.put("address", address);
        data.put("location", place);
      }
      case MessageDetails.Cards(var cards) -> data.put("contacts", cards);
      case MessageDetails.Choice(var options, var multiple) ->
          data.put("poll", Map.of("options", options, "allowMultipleAnswers", multiple));
    }
  }

  /** WhatsApp Web's number for a status: {@code WAWebAck}. */
  private static int ack(MessageStatus status) {
    return switch (status) {
      case FAILED -> -1;
      case PENDING, UNKNOWN -> 0;
      case SENT, RECEIVED -> 1;
      case DELIVERED -> 2;
      case READ -> 3;
      case PLAYED -> 4;
    };
  }
}
