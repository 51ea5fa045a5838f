package org.openwa.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What can be done to a message that is there. Doing the same once more changes nothing. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = MessageAction.Edit.class, name = "edit"),
  @JsonSubTypes.Type(value = MessageAction.React.class, name = "react"),
  @JsonSubTypes.Type(value = MessageAction.Revoke.class, name = "revoke"),
  @JsonSubTypes.Type(value = MessageAction.Hide.class, name = "hide"),
  @JsonSubTypes.Type(value = MessageAction.Star.class, name = "star")
})
public sealed interface MessageAction extends CborSerializable {

  /** Replaces the text, or the caption, of a message of the account's own. */
  record Edit(String text) implements MessageAction {}

  /**
   * Answers a message with an emoji.
   *
   * @param emoji empty: takes the earlier one back
   */
  record React(String emoji) implements MessageAction {}

  /** Deletes a message for everyone. */
  record Revoke() implements MessageAction {}

  /** Deletes a message for this account only. */
  record Hide() implements MessageAction {}

  /** Marks a message, or takes the mark away. */
  record Star(boolean on) implements MessageAction {}
}
