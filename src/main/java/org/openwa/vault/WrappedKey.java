package org.openwa.vault;

/**
 * A session's data key as it is stored.
 *
 * @param keyId which key of the key file sealed it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record WrappedKey(String keyId, byte[] sealed) {}
