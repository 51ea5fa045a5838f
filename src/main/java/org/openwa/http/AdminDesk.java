package org.openwa.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What {@code scripts/openwa} has a running node do, because the node keeps its database to itself.
 */
public interface AdminDesk {

  /** The last line of what is answered as it is found out; the status was sent long before. */
  String WELL = "all is well";

  /** The same, where something is wrong. */
  String TROUBLED = "there are problems";

  /** What can be done to the vault. */
  enum VaultTask {
    LIST,
    VERIFY,
    REWRAP
  }

  /** Writes a copy of all that is stored. Blocks. */
  void export(OutputStream out) throws IOException;

  /** Does it, and says in lines what it found. Blocks. Answers whether all is well. */
  boolean vault(VaultTask task, PrintStream out);

  /** How far the schema is. Blocks. */
  SchemaRow schema();

  /** Runs what blocks. */
  Executor blocking();

  /**
   * The schema in JSON.
   *
   * @param oldestProgram the oldest program that may work on it
   */
  record SchemaRow(
      String program,
      String database,
      @Nullable String schema,
      @Nullable String oldestProgram,
      List<String> pending) {

    public SchemaRow {
      pending = List.copyOf(pending);
    }
  }
}
