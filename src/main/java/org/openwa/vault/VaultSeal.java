package org.openwa.vault;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Seals a text with the first key of a vault key file, for what leaves the program and must tell
 * nothing without that file: {@code openwa-sealed-1 KEY-ID BASE64}.
 */
public final class VaultSeal {

  private static final String FORMAT = "openwa-sealed-1";

  private final VaultKeys keys;
  private final SecureRandom random;

  public VaultSeal(VaultKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /**
   * Seals a text.
   *
   * @param place what the text is; it opens only under the same
   */
  public String seal(String plain, String place) {
    VaultKeys.Key key = keys.newest();
    byte[] sealed =
        Sealing.seal(
            key.secret(), random, plain.getBytes(StandardCharsets.UTF_8), "text", place, key.id());
    return FORMAT + " " + key.id() + " " + Base64.getEncoder().encodeToString(sealed);
  }

  /**
   * The opposite.
   *
   * @throws VaultException where the key file has not the key, or the text was changed
   */
  public String open(String sealed, String place) {
    String[] words = sealed.strip().split(" ", -1);
    if (words.length != 3 || !words[0].equals(FORMAT)) {
      throw new VaultException("was never sealed: " + place);
    }
    VaultKeys.Key key = keys.find(words[1]);
    try {
      byte[] bytes = Base64.getDecoder().decode(words[2]);
      return new String(
          Sealing.open(key.secret(), bytes, "text", place, key.id()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new VaultException("is damaged: " + place, e);
    }
  }
}
