package org.openwa.http;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openwa.media.MediaTypes;
import org.openwa.model.ChatId;
import org.openwa.model.MediaKind;
import org.openwa.model.MessageContent;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;

/**
 * A wish to send a message.
 *
 * @param phone the addressee as the caller wrote it
 */
record MessageBody(
    String phone,
    ChatId chat,
    Wish wish,
    Optional<MessageId> quoted,
    Set<ChatId> mentions,
    boolean linkPreview) {

  static final int MAX_TEXT = 65_536;
  static final int MAX_CAPTION = 1_024;
  static final int MAX_FILENAME = 255;

  private static final Set<String> OF_TYPES =
      Set.of(
          "body",
          "caption",
          "media",
          "latitude",
          "longitude",
          "name",
          "address",
          "contactName",
          "contactNumber",
          "options",
          "allowMultipleAnswers");

  /** The types that need no file. */
  static final Set<String> WITHOUT_FILE = Set.of("text", "location", "contact", "poll");

  private static final int MAX_NAME = 255;
  private static final int MAX_MENTIONS = 256;
  private static final int MIN_OPTIONS = 2;
  private static final int MAX_OPTIONS = 12;
  private static final int MAX_OPTION = 100;

  static MessageBody of(Intake intake, MediaTypes types) {
    JsonFields body = intake.fields();
    Optional<Addressee> addressee =
        body.requiredParsed("phone", Addressee::parse, "a phone number or a chat id");
    Optional<Wish> wish =
        body.requiredParsed(
                "type",
                word -> Optional.of(word).filter(MessageBody::isType),
                "text, image, video, audio, voice, document, sticker, location, contact or poll")
            .map(type -> wish(type, intake, types));
    if (wish.isEmpty()) {
      // Which fields there may be, only the type would say.
      OF_TYPES.forEach(body::has);
    }
    Optional<MessageId> quoted =
        body.parsed(
            "quotedMessageId",
            text ->
                Optional.of(text)
                    .filter(id -> MessageId.SYNTAX.matcher(id).matches())
                    .map(MessageId::new),
            "the id of a message");
    Optional<Set<ChatId>> mentions =
        body.parsedList(
            "mentions", MAX_MENTIONS, MessageBody::person, "phone numbers or ids of people");
    boolean linkPreview = body.flag("linkPreview").orElse(false);
    body.finish();
    return new MessageBody(
        addressee.orElseThrow().written(),
        addressee.orElseThrow().chat(),
        wish.orElseThrow(),
        quoted,
        mentions.orElse(Set.of()),
        linkPreview);
  }

  OutgoingMessage message(MessageContent content) {
    return new OutgoingMessage(content, quoted.orElse(null), List.copyOf(mentions), linkPreview);
  }

  private static boolean isType(String word) {
    return WITHOUT_FILE.contains(word) || MediaKind.ofWord(word).isPresent();
  }

  private static Wish wish(String type, Intake intake, MediaTypes types) {
    JsonFields body = intake.fields();
    return MediaKind.ofWord(type)
        .<Wish>map(kind -> Wish.file(kind, body, intake.file(), types))
        .orElseGet(() -> new Wish.Ready(content(type, body)));
  }

  /** What a message says that brings no file, of one of {@link #WITHOUT_FILE}. */
  static MessageContent content(String type, JsonFields body) {
    return switch (type) {
      case "text" -> new MessageContent.Text(body.requiredText("body", 1, MAX_TEXT).orElse(""));
      case "location" -> location(body);
      case "contact" -> contact(body);
      case "poll" -> poll(body);
      default -> throw new IllegalArgumentException("no such type: " + type);
    };
  }

  private static MessageContent location(JsonFields body) {
    return new MessageContent.Location(
        degrees(body, "latitude", 90),
        degrees(body, "longitude", 180),
        body.text("name", 1, MAX_NAME).orElse(null),
        body.text("address", 1, MAX_NAME).orElse(null));
  }

  private static double degrees(JsonFields body, String name, int max) {
    if (!body.has(name) || body.isNull(name)) {
      body.wrong(name, "is required");
    }
    return body.number(name, -max, max).orElse(0.0);
  }

  private static MessageContent contact(JsonFields body) {
    Optional<String> digits =
        body.requiredParsed(
            "contactNumber",
            text -> ChatId.parse(text).filter(MessageBody::isNumber).map(ChatId::value),
            "a phone number");
    return new MessageContent.Contact(
        body.requiredText("contactName", 1, MAX_NAME).orElse(""),
        digits.map(chat -> chat.substring(0, chat.indexOf('@'))).orElse(""));
  }

  private static MessageContent poll(JsonFields body) {
    Set<String> seen = new HashSet<>();
    List<String> options =
        body.parsedList(
                "options",
                MAX_OPTIONS,
                text -> Optional.of(text).filter(MessageBody::isOption).filter(seen::add),
                "texts of 1 to " + MAX_OPTION + " characters, none twice")
            .map(List::copyOf)
            .orElse(List.of());
    if (options.size() < MIN_OPTIONS) {
      body.wrong("options", "must have " + MIN_OPTIONS + " to " + MAX_OPTIONS);
    }
    return new MessageContent.Poll(
        body.requiredText("name", 1, MAX_NAME).orElse(""),
        options,
        body.flag("allowMultipleAnswers").orElse(false));
  }

  private static boolean isOption(String text) {
    return Texts.isClean(text) && !text.isBlank() && text.length() <= MAX_OPTION;
  }

  private static Optional<ChatId> person(String text) {
    return ChatId.parse(text).filter(chat -> isNumber(chat) || chat.value().endsWith("@lid"));
  }

  private static boolean isNumber(ChatId chat) {
    return chat.value().endsWith("@c.us");
  }

  private record Addressee(String written, ChatId chat) {

    static Optional<Addressee> parse(String text) {
      return ChatId.parse(text).map(chat -> new Addressee(text, chat));
    }
  }
}
