package org.openwa.message;

import org.openwa.model.CborSerializable;

/** What a {@link SendKey} was used for first, as it stands now. */
public record FirstSend(String fingerprint, StoredMessage message) implements CborSerializable {

  public boolean isOf(SendKey key) {
    return fingerprint.equals(key.fingerprint());
  }
}
