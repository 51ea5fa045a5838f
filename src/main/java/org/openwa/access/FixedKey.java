package org.openwa.access;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** The one admin key that the settings name. Only its hash stays in memory. */
public final class FixedKey implements ApiKeys {

  static final int MIN_LENGTH = 32;

  /** What it is called where keys are listed; no minted key can have this id. */
  public static final String ID = "settings";

  /** Visible, because it travels in a header; so long, because it is not to be guessed. */
  private static final Pattern SYNTAX = Pattern.compile("[!-~]{" + MIN_LENGTH + ",512}");

  private static final Caller ADMIN = new Caller(ID, "admin", Role.ADMIN, Limits.NONE);

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
    return new FixedKey(Hashes.bytes(key));
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
  public CompletionStage<Optional<Caller>> caller(String key) {
    return CompletableFuture.completedStage(
        MessageDigest.isEqual(hash, Hashes.bytes(key)) ? Optional.of(ADMIN) : Optional.empty());
  }
}
