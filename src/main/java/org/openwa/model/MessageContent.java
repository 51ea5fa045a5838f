package org.openwa.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message says. Lies in the database as JSON too, so the names of types and fields are there
 * to stay.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = MessageContent.Text.class, name = "text"),
  @JsonSubTypes.Type(value = MessageContent.Media.class, name = "media"),
  @JsonSubTypes.Type(value = MessageContent.Location.class, name = "location"),
  @JsonSubTypes.Type(value = MessageContent.Contact.class, name = "contact"),
  @JsonSubTypes.Type(value = MessageContent.Poll.class, name = "poll"),
  @JsonSubTypes.Type(value = MessageContent.Forwarded.class, name = "forwarded")
})
public sealed interface MessageContent extends CborSerializable {

  /** The API's word for its type. */
  default String word() {
    return switch (this) {
      case Text _ -> "text";
      case Media media -> media.kind().word();
      case Location _ -> "location";
      case Contact _ -> "contact";
      case Poll _ -> "poll";
      case Forwarded forwarded -> forwarded.as();
    };
  }

  /** What of it can be read as text; null where there is nothing. */
  default @Nullable String readable() {
    return switch (this) {
      case Text(var text) -> text;
      case Media(_, _, var caption) -> caption;
      case Location(_, _, var name, _) -> name;
      case Contact(var name, _) -> name;
      case Poll(var question, _, _) -> question;
      case Forwarded(_, _, var text, _) -> text;
    };
  }

  /** Its file; null where it has none. */
  default @Nullable MediaRef attached() {
    return switch (this) {
      case Media(_, var file, _) -> file;
      case Forwarded(_, _, _, var file) -> file;
      case Text _, Location _, Contact _, Poll _ -> null;
    };
  }

  record Text(String text) implements MessageContent {}

  record Media(MediaKind kind, MediaRef file, @Nullable String caption) implements MessageContent {}

  /** A point on the map, in degrees. */
  record Location(
      double latitude, double longitude, @Nullable String name, @Nullable String address)
      implements MessageContent {}

  /**
   * A card of a person.
   *
   * @param phone bare digits
   */
  record Contact(String name, String phone) implements MessageContent {}

  /**
   * A question with answers to choose from.
   *
   * @param multiple whether several options may be chosen
   */
  record Poll(String question, List<String> options, boolean multiple) implements MessageContent {

    public Poll {
      options = List.copyOf(options);
    }
  }

  /**
   * Another message once more; WhatsApp Web has it already.
   *
   * @param as the API's word for the type of the other message
   * @param text what can be read of it
   * @param file its file, where we keep it
   */
  record Forwarded(MessageId original, String as, @Nullable String text, @Nullable MediaRef file)
      implements MessageContent {}
}
