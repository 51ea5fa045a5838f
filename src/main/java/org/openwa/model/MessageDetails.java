package org.openwa.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message says in fields of its own, beside the text that can be read. Lies in the database
 * as JSON too, so the names of types and fields are there to stay.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = MessageDetails.Place.class, name = "location"),
  @JsonSubTypes.Type(value = MessageDetails.Cards.class, name = "contacts"),
  @JsonSubTypes.Type(value = MessageDetails.Choice.class, name = "poll")
})
public sealed interface MessageDetails extends CborSerializable {

  /** A point on the map, in degrees. */
  record Place(double latitude, double longitude, @Nullable String name, @Nullable String address)
      implements MessageDetails {}

  /** Cards of people, at least one. */
  record Cards(List<Card> cards) implements MessageDetails {

    public Cards {
      cards = List.copyOf(cards);
    }
  }

  /**
   * A card of a person.
   *
   * @param phone bare digits; null where the card names none
   */
  record Card(String name, @Nullable String phone) implements CborSerializable {}

  /**
   * What one may choose from in a poll; the question is the text.
   *
   * @param multiple whether several options may be chosen
   */
  record Choice(List<String> options, boolean multiple) implements MessageDetails {

    public Choice {
      options = List.copyOf(options);
    }
  }

  /** Those of a message that is to be sent; null where its text says all. */
  static @Nullable MessageDetails of(MessageContent content) {
    return switch (content) {
      case MessageContent.Location(var latitude, var longitude, var name, var address) ->
          new Place(latitude, longitude, name, address);
      case MessageContent.Contact(var name, var phone) -> new Cards(List.of(new Card(name, phone)));
      case MessageContent.Poll(_, var options, var multiple) -> new Choice(options, multiple);
      case MessageContent.Text _, MessageContent.Media _, MessageContent.Forwarded _ -> null;
    };
  }
}
