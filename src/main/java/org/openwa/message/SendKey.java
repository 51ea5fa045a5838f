package org.openwa.message;

import java.util.regex.Pattern;
import org.openwa.model.CborSerializable;

/**
 * The name that a caller gives to one send, so that asking again for it sends nothing again.
 *
 * @param fingerprint tells one request from another, so that a key used for two is noticed
 */
public record SendKey(String value, String fingerprint) implements CborSerializable {

  public static final Pattern SYNTAX = Pattern.compile("[!-~]{1,255}");

  /**
   * @throws IllegalArgumentException where the text is no key
   */
  public SendKey {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("not a key of a send");
    }
  }
}
