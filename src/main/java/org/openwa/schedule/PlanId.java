package org.openwa.schedule;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names a planned send or a bulk; nobody can guess one, so no caller's key is ever like ours. */
public record PlanId(String value) {

  public static final Pattern SYNTAX = Pattern.compile("(later|bulk)_[0-9a-f]{24}");

  private static final int BYTES = 12;

  /**
   * @throws IllegalArgumentException where the text is not such an id
   */
  public PlanId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("not the id of a plan");
    }
  }

  public static PlanId ofSend(SecureRandom random) {
    return new PlanId("later_" + hex(random));
  }

  public static PlanId ofBulk(SecureRandom random) {
    return new PlanId("bulk_" + hex(random));
  }

  private static String hex(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return value;
  }
}
