package org.openwa.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM with a nonce by chance in front. What is sealed is bound to its place: it opens only
 * with the same words in the same order, so that nobody can put it elsewhere.
 */
final class Sealing {

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final String FORMAT = "openwa-vault-1";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private Sealing() {}

  static byte[] seal(SecretKey key, SecureRandom random, byte[] plain, Object... place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(bytes(place));
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
      cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot encrypt", e);
    }
  }

  /**
   * The opposite.
   *
   * @throws VaultException where it was sealed with another key, for another place, or was changed
   */
  static byte[] open(SecretKey key, byte[] sealed, Object... place) {
    if (sealed.length < NONCE_BYTES) {
      throw new VaultException("is cut off: " + place[0]);
    }
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
      cipher.updateAAD(bytes(place));
      return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new VaultException("was changed, or sealed with another key: " + place[0], e);
    }
  }

  /** No word has a line break in it: they are ids, numbers and names of ours. */
  private static byte[] bytes(Object... place) {
    StringBuilder words = new StringBuilder(FORMAT);
    for (Object word : place) {
      words.append('\n').append(word);
    }
    return words.toString().getBytes(StandardCharsets.UTF_8);
  }
}
