package org.openwa.media;

import org.jspecify.annotations.Nullable;
import org.openwa.model.MediaRef;

/**
 * A file as the store knows it: bytes without a meaning.
 *
 * @param sha256 in hex
 */
public record KeptFile(String id, long size, String sha256) {

  /** The same with what people know of it. */
  public MediaRef as(String mimetype, @Nullable String filename) {
    return new MediaRef(id, mimetype, size, sha256, filename);
  }
}
