package org.openwa.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * WhatsApp's own id of a message, in the serialized form that WhatsApp Web and its clients use:
 * {@code <fromMe>_<chat>_<stanza id>[_<participant>]}. The stanza id alone is chosen by the sender
 * and can repeat between chats; this form cannot.
 */
public record MessageId(@JsonValue String value) {

  public static final Pattern SYNTAX = Pattern.compile("[!-~]{1,200}");

  /**
   * @throws IllegalArgumentException where the text is not a message id
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public MessageId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("not a message id");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
