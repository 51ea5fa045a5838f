package org.openwa.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The one admin key that the settings name. Only its hash stays in memory. */
public final class FixedKey implements ApiKeys {

  static final int MIN_LENGTH = 32;

  /** Visible, because it travels in a header; so long, because nobody limits guessing yet. */
  private static final Pattern SYNTAX = Pattern.compile("[!-~]{" + MIN_LENGTH + ",512}");

  private static final Caller ADMIN = new Caller("admin", Role.ADMIN);

  private final byte[] hash;

  private FixedKey(byte[] hash) {
    this.hash = hash;
  }

  /**
   * @param source where the key comes from, for the message
   * @throws IllegalStateException where it cannot be a key
   */
  static FixedKey of(String key, String source) {
    if (!SYNTAX.matcher(key).matches()) {
      throw new IllegalStateException(
          source + " must be " + MIN_LENGTH + " to 512 visible ASCII characters without spaces");
    }
    return new FixedKey(sha256(key));
  }

  /**
   * The key of the settings.
   *
   * @throws IllegalStateException where it cannot be a key
   */
  public static FixedKey of(String key) {
    return of(key, "openwa.api-key");
  }

  @Override
  public Optional<Caller> caller(String key) {
    return MessageDigest.isEqual(hash, sha256(key)) ? Optional.of(ADMIN) : Optional.empty();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
