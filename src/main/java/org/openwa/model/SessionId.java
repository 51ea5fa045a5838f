package org.openwa.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The id of a session: chosen by the caller or made, 1 to 64 characters, safe in a URL and a path.
 */
public record SessionId(@JsonValue String value) {

  public static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  /**
   * @throws IllegalArgumentException where the text is not a session id
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SessionId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("not a session id");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
