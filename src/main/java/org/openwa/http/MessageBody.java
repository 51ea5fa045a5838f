package org.openwa.http;

import java.util.Optional;
import java.util.Set;
import org.openwa.model.ChatId;
import org.openwa.model.OutgoingMessage;

/**
 * A wish to send a message.
 *
 * @param phone the addressee as the caller wrote it
 */
record MessageBody(String phone, ChatId chat, OutgoingMessage message) {

  static final int MAX_TEXT = 65_536;

  private static final String TEXT = "text";

  /** Part of the API, and not yet of this server. */
  private static final Set<String> LATER =
      Set.of(
          "image", "video", "audio", "voice", "document", "sticker", "location", "contact", "poll");

  static MessageBody of(JsonFields body) {
    Optional<Addressee> addressee =
        body.requiredParsed("phone", Addressee::parse, "a phone number or a chat id");
    Optional<String> type =
        body.requiredParsed(
            "type",
            word -> Optional.of(word).filter(known -> known.equals(TEXT) || LATER.contains(known)),
            "text, image, video, audio, voice, document, sticker, location, contact or poll");
    if (type.filter(LATER::contains).isPresent()) {
      throw Problem.engineUnsupported("Messages of this type cannot be sent yet.").exception();
    }
    Optional<String> text = body.requiredText("body", 1, MAX_TEXT);
    body.finish();
    return new MessageBody(
        addressee.orElseThrow().written(),
        addressee.orElseThrow().chat(),
        OutgoingMessage.text(text.orElseThrow()));
  }

  private record Addressee(String written, ChatId chat) {

    static Optional<Addressee> parse(String text) {
      return ChatId.parse(text).map(chat -> new Addressee(text, chat));
    }
  }
}
