package org.openwa.vault;

import java.util.Arrays;

/**
 * A session's data key as it is stored.
 *
 * @param keyId which key of the key file sealed it
 */
public record WrappedKey(String keyId, byte[] sealed) {

  @Override
  public boolean equals(Object other) {
    return other instanceof WrappedKey(var id, var bytes)
        && keyId.equals(id)
        && Arrays.equals(sealed, bytes);
  }

  @Override
  public int hashCode() {
    return keyId.hashCode();
  }
}
