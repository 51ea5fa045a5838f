package org.openwa.database;

import java.util.List;
import java.util.Optional;

/**
 * How far a schema is.
 *
 * @param version of the last step that was done; empty where there is no schema yet
 * @param pending steps that this program would do, in their order
 * @param oldestProgram the oldest version of the program that may still work on it
 */
public record Schema(Optional<String> version, List<Step> pending, Optional<String> oldestProgram) {

  /** A migration. */
  public record Step(String version, String description) {}

  public Schema {
    pending = List.copyOf(pending);
  }
}
