package org.openwa.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openwa.model.ChatId;
import org.openwa.model.OutgoingMessage;
import org.openwa.schedule.Pace;

/** A wish to send many messages: the same to many, or to each its own. */
record BulkBody(List<Item> items, Pace pace) {

  static final int MAX_ITEMS = 1_000;

  private static final int MAX_PAUSE_MILLIS = 600_000;
  private static final int DELAY_MILLIS = 3_000;
  private static final int JITTER_MILLIS = 2_000;

  /** One message to one recipient. */
  record Item(String phone, ChatId chat, OutgoingMessage message) {}

  static BulkBody of(JsonFields body) {
    List<JsonFields> each = body.objects("messages", MAX_ITEMS);
    List<String> recipients = body.textList("recipients", MAX_ITEMS);
    Optional<JsonFields> one = body.object("message");
    Pace pace = pace(body.object("options"));
    List<Item> items = new ArrayList<>();
    if (one.isPresent() == recipients.isEmpty() || one.isPresent() != each.isEmpty()) {
      body.wrong("messages", "or else recipients with a message must be there, and not be empty");
    }
    Optional<OutgoingMessage> message = one.flatMap(BulkBody::content);
    for (int i = 0; i < recipients.size(); i++) {
      Optional<ChatId> chat = ChatId.parse(recipients.get(i));
      if (chat.isEmpty()) {
        body.wrong("recipients[" + i + "]", "must be a phone number or a chat id");
      } else if (message.isPresent()) {
        items.add(new Item(recipients.get(i), chat.get(), message.get()));
      }
    }
    for (JsonFields fields : each) {
      Optional<String> phone = fields.requiredText("phone", 1, 100);
      Optional<ChatId> chat = fields.parsed("phone", ChatId::parse, "a phone number or a chat id");
      Optional<OutgoingMessage> own = content(fields);
      if (chat.isPresent() && own.isPresent()) {
        items.add(new Item(phone.orElseThrow(), chat.get(), own.get()));
      }
    }
    body.finish();
    return new BulkBody(items, pace);
  }

  private static Pace pace(Optional<JsonFields> options) {
    return new Pace(
        millis(options, "delayMs", DELAY_MILLIS), millis(options, "jitterMs", JITTER_MILLIS));
  }

  private static Duration millis(Optional<JsonFields> options, String name, int otherwise) {
    return Duration.ofMillis(
        options.flatMap(fields -> fields.wholeNumber(name, 0, MAX_PAUSE_MILLIS)).orElse(otherwise));
  }

  private static Optional<OutgoingMessage> content(JsonFields fields) {
    return fields
        .requiredParsed(
            "type",
            word -> Optional.of(word).filter(MessageBody.WITHOUT_FILE::contains),
            "text, location, contact or poll; files cannot be sent in bulk yet")
        .map(type -> OutgoingMessage.of(MessageBody.content(type, fields)));
  }
}
