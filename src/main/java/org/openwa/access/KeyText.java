package org.openwa.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A minted key as its owner has it: {@code owa_ID_SECRETCHECK}. The prefix lets scanners of code
 * find one that leaked; the check, a CRC-32 over what is before it, tells a slip of the hand from a
 * key without asking anybody.
 *
 * @param id not secret
 * @param secret 190 bits
 */
public record KeyText(String id, String secret) {

  public static final Pattern ID = Pattern.compile("[0-9A-Za-z]{12}");

  private static final int SECRET_LENGTH = 32;
  private static final int CHECK_LENGTH = 6;
  private static final Pattern SYNTAX =
      Pattern.compile("owa_([0-9A-Za-z]{12})_([0-9A-Za-z]{32})([0-9A-Za-z]{6})");
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** A key that nobody has. */
  public static KeyText mint(SecureRandom random) {
    return new KeyText(digits(random, 12), digits(random, SECRET_LENGTH));
  }

  /** Reads a key; empty where it is none, or was copied wrongly. */
  public static Optional<KeyText> parse(String text) {
    Matcher found = SYNTAX.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    KeyText key = new KeyText(found.group(1), found.group(2));
    return Optional.of(key).filter(known -> known.check().equals(found.group(3)));
  }

  /** What may be shown of it. */
  public String prefix() {
    return "owa_" + id;
  }

  /** What its owner is given, once. */
  public String reveal() {
    return prefix() + "_" + secret + check();
  }

  private String check() {
    CRC32 crc = new CRC32();
    crc.update((prefix() + "_" + secret).getBytes(StandardCharsets.US_ASCII));
    StringBuilder check = new StringBuilder();
    long rest = crc.getValue();
    for (int i = 0; i < CHECK_LENGTH; i++) {
      check.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
      rest /= DIGITS.length();
    }
    return check.toString();
  }

  private static String digits(SecureRandom random, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return digits.toString();
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return prefix();
  }
}
