package org.openwa.access;

/** Seals a text with a key that is not in the database. Both may block on a disk. */
public interface Seal {

  String close(String plain);

  /**
   * The opposite.
   *
   * @throws RuntimeException whose message is for the operator, where the key is missing
   */
  String open(String sealed);
}
