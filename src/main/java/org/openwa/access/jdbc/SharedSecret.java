package org.openwa.access.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.openwa.access.KeyText;
import org.openwa.access.Seal;

/**
 * With what keys are hashed: one random secret for all nodes, in the database but sealed, so that
 * neither it nor a backup is enough to make a hash. Made with the first key; never changed.
 */
final class SharedSecret {

  private static final String NAME = "api-key-hash";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final Seal seal;
  private final SecureRandom random;
  private volatile @Nullable SecretKeySpec opened;

  SharedSecret(Seal seal, SecureRandom random) {
    this.seal = seal;
    this.random = random;
  }

  /** The hash of a key; empty where there is no secret, and so no key, yet. */
  Optional<String> hash(Handle handle, KeyText text) {
    SecretKeySpec key = opened;
    if (key == null) {
      Optional<String> sealed = sealed(handle);
      if (sealed.isEmpty()) {
        return Optional.empty();
      }
      key = new SecretKeySpec(Base64.getDecoder().decode(seal.open(sealed.get())), ALGORITHM);
      opened = key;
    }
    return Optional.of(hash(key, text));
  }

  /** Makes the secret where there is none. Of two nodes that do at once both get the same. */
  void make(Handle handle) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    if (sealed(handle).isEmpty()) {
      handle
          .createUpdate(
              "INSERT INTO shared_secret (name, sealed) VALUES (:name, :sealed)"
                  + " ON CONFLICT DO NOTHING")
          .bind("name", NAME)
          .bind("sealed", seal.close(Base64.getEncoder().encodeToString(secret)))
          .execute();
    }
  }

  /** Seals it with the first key of today. */
  void sealAnew(Handle handle) {
    sealed(handle)
        .ifPresent(sealed ->
            handle
                .createUpdate("UPDATE shared_secret SET sealed = :sealed WHERE name = :name")
                .bind("sealed", seal.close(seal.open(sealed)))
                .bind("name", NAME)
                .execute());
  }

  private static Optional<String> sealed(Handle handle) {
    return handle
        .createQuery("SELECT sealed FROM shared_secret WHERE name = :name")
        .bind("name", NAME)
        .mapTo(String.class)
        .findFirst();
  }

  private static String hash(SecretKeySpec key, KeyText text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of()
          .formatHex(mac.doFinal(text.reveal().getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
