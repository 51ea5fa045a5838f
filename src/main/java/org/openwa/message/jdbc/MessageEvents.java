package org.openwa.message.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.openwa.event.Event;
import org.openwa.event.EventKind;
import org.openwa.event.jdbc.EventJson;
import org.openwa.message.MessageStatus;
import org.openwa.message.StoredMessage;

/** What customers are told about messages. */
final class MessageEvents {

  private MessageEvents() {}

  /** A message that is new to us; empty for one of ours that WhatsApp does not have yet. */
  static Optional<Event> added(StoredMessage message) {
    if (!message.fromMe()) {
      return Optional.of(event(EventKind.MESSAGE_RECEIVED, message, ""));
    }
    return switch (message.status()) {
      case PENDING, UNKNOWN -> Optional.empty();
      case FAILED -> Optional.of(event(EventKind.MESSAGE_FAILED, message, ""));
      case SENT, DELIVERED, READ, PLAYED, RECEIVED ->
          Optional.of(event(EventKind.MESSAGE_SENT, message, ""));
    };
  }

  /** A message that has just come to its present status; empty where that concerns nobody. */
  static Optional<Event> moved(StoredMessage message) {
    return switch (message.status()) {
      case PENDING, UNKNOWN, RECEIVED -> Optional.empty();
      case FAILED -> Optional.of(event(EventKind.MESSAGE_FAILED, message, ""));
      case SENT -> Optional.of(event(EventKind.MESSAGE_SENT, message, ""));
      case DELIVERED, READ, PLAYED ->
          Optional.of(event(EventKind.MESSAGE_ACK, message, "_" + message.status()));
    };
  }

  private static Event event(EventKind kind, StoredMessage message, String which) {
    return new Event(
        kind,
        message.id() + which,
        message.timestamp(),
        message.chatId(),
        message.type(),
        message.fromMe(),
        data(message));
  }

  private static Map<String, ?> data(StoredMessage message) {
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
    data.put(
        "quotedMessageId",
        message.quotedMessageId() == null ? null : message.quotedMessageId().value());
    data.put("status", message.status().name());
    data.put("ack", ack(message.status()));
    data.put("waTimestamp", message.waTimestamp());
    data.put("timestamp", EventJson.time(message.timestamp()));
    return data;
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
