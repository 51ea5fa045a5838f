package org.openwa.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a message goes to or comes from, in WhatsApp Web's own spelling: {@code <digits>@c.us} (a
 * person), {@code <id>@g.us} (a group), {@code <id>@lid} (a person without a visible number),
 * {@code <id>@newsletter} (a channel), {@code status@broadcast}.
 */
public record ChatId(@JsonValue String value) {

  public static final Pattern SYNTAX =
      Pattern.compile(
          "[0-9]{5,20}@c\\.us|[0-9]{5,30}(-[0-9]{5,20})?@g\\.us|[0-9]{5,30}@lid"
              + "|[0-9]{5,30}@newsletter|[0-9A-Za-z]{1,40}@broadcast");

  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()-]{3,30}");

  /**
   * @throws IllegalArgumentException where the text is not a chat id
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ChatId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("not a chat id");
    }
  }

  /**
   * Reads a chat id or a phone number: digits, optionally with {@code +}, spaces, dashes and
   * brackets, which mean {@code <digits>@c.us}. Empty where it is neither.
   */
  public static Optional<ChatId> parse(String text) {
    if (SYNTAX.matcher(text).matches()) {
      return Optional.of(new ChatId(text));
    }
    if (!PHONE.matcher(text).matches()) {
      return Optional.empty();
    }
    String candidate = text.replaceAll("[^0-9]", "") + "@c.us";
    return SYNTAX.matcher(candidate).matches()
        ? Optional.of(new ChatId(candidate))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
