package org.openwa.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.openwa.model.SessionId;

/**
 * The key of one session's profiles. Two keys come of it: one seals, the other names contents, so
 * that what lies in the store tells nothing, not even whether two sessions have the same file.
 */
final class DataKey {

  private static final int BYTES = 32;
  private static final String NAMING = "HmacSHA256";

  private final SessionId session;
  private final byte[] bytes;
  private final SecretKey sealing;
  private final SecretKey naming;

  private DataKey(SessionId session, byte[] bytes) {
    this.session = session;
    this.bytes = bytes;
    this.sealing = derive(bytes, "seal", "AES");
    this.naming = derive(bytes, "name", NAMING);
  }

  private static SecretKey derive(byte[] key, String purpose, String algorithm) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              algorithm,
              HKDFParameterSpec.ofExtract()
                  .addIKM(key)
                  .thenExpand(
                      ("openwa-vault-1 " + purpose).getBytes(StandardCharsets.UTF_8), BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot derive keys", e);
    }
  }

  static DataKey make(SessionId session, SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new DataKey(session, bytes);
  }

  WrappedKey wrap(VaultKeys.Key by, SecureRandom random) {
    return new WrappedKey(
        by.id(), Sealing.seal(by.secret(), random, bytes, "data key", session, by.id()));
  }

  /**
   * The opposite.
   *
   * @throws VaultException where the key file has not the key
   */
  static DataKey unwrap(SessionId session, WrappedKey wrapped, VaultKeys keys) {
    VaultKeys.Key by = keys.find(wrapped.keyId());
    return new DataKey(
        session, Sealing.open(by.secret(), wrapped.sealed(), "data key", session, by.id()));
  }

  byte[] seal(SecureRandom random, byte[] plain, Object... place) {
    return Sealing.seal(sealing, random, plain, place);
  }

  byte[] open(byte[] sealed, Object... place) {
    return Sealing.open(sealing, sealed, place);
  }

  /** Makes names of contents: the same content has the same one, within a session. */
  Mac naming() {
    try {
      Mac mac = Mac.getInstance(NAMING);
      mac.init(naming);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no " + NAMING, e);
    }
  }
}
