package org.openwa.webhook;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The id of a webhook; we make it. */
public record WebhookId(String value) {

  public static final Pattern SYNTAX = Pattern.compile("wh_[0-9a-f]{24}");

  private static final int BYTES = 12;

  /**
   * @throws IllegalArgumentException where the text is not a webhook id
   */
  public WebhookId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("not a webhook id");
    }
  }

  /** An id that no other webhook has. */
  public static WebhookId next(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new WebhookId("wh_" + HexFormat.of().formatHex(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
