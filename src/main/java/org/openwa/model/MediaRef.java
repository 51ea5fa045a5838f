package org.openwa.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a kept file. Only this travels between actors and nodes, never the bytes.
 *
 * @param id chosen by the media store; safe in a URL and a path
 * @param size in bytes
 * @param sha256 of the bytes, in hex
 * @param filename as its sender called it; for showing, never for opening
 */
public record MediaRef(
    String id, String mimetype, long size, String sha256, @Nullable String filename)
    implements CborSerializable {

  public static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9]{8,64}");

  /**
   * @throws IllegalArgumentException where the id is none or the size is negative
   */
  public MediaRef {
    if (!SYNTAX.matcher(id).matches()) {
      throw new IllegalArgumentException("not the id of a file");
    }
    if (size < 0) {
      throw new IllegalArgumentException("a file has a size");
    }
  }
}
