package org.openwa.transfer.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.openwa.database.Database;
import org.openwa.transfer.ExportReader;
import org.openwa.transfer.Secrecy;
import org.openwa.transfer.Summary;
import org.openwa.transfer.TransferException;

/**
 * Puts an export into a database whose schema is up to date and on which no node runs. It is one
 * transaction: an export that turns out to be damaged in its last line has changed nothing.
 */
public final class DatabaseImport {

  private final Database database;
  private final Secrecy secrecy;

  public DatabaseImport(Database database, Secrecy secrecy) {
    this.database = database;
    this.secrecy = secrecy;
  }

  /**
   * Reads the stream to its end. Leases are given back, because whoever held one is not here; their
   * epochs stay. Fails with a {@link TransferException} or an {@link UncheckedIOException}.
   *
   * @param overwrite whether what is there may be replaced, all of it
   */
  public CompletionStage<Summary> read(InputStream in, boolean overwrite) {
    return database
        .inTransaction(handle -> read(handle, in, overwrite))
        .thenCompose(summary ->
            database
                .execute(handle -> continueCounting(handle, Tables.of(handle)))
                .thenApply(_ -> summary));
  }

  private Summary read(Handle handle, InputStream in, boolean overwrite) {
    List<Table> tables = Tables.of(handle);
    requireUnused(handle);
    if (overwrite) {
      tables.reversed().forEach(table -> handle.execute("DELETE FROM " + table.name()));
    } else {
      requireEmpty(handle, tables);
    }
    Summary summary;
    try (LoadedRows rows = new LoadedRows(handle, tables, secrecy, SchemaVersion.of(handle))) {
      summary = ExportReader.read(in, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    handle.execute("UPDATE lease SET expires_at = NULL");
    return summary;
  }

  private static void requireEmpty(Handle handle, List<Table> tables) {
    for (Table table : tables) {
      if (exists(handle, "SELECT 1 FROM " + table.name() + " LIMIT 1")) {
        throw new TransferException(
            "the database is not empty (there are rows in %s); with --overwrite everything in it is replaced"
                .formatted(table.name()));
      }
    }
  }

  /** An H2 file that a node has open could not even have been opened here. */
  private void requireUnused(Handle handle) {
    boolean used =
        switch (database.adapter()) {
          case H2 -> false;
          case POSTGRESQL ->
              exists(
                  handle,
                  """
                  SELECT 1 FROM lease WHERE expires_at > CURRENT_TIMESTAMP
                  UNION ALL
                  SELECT 1 FROM pg_stat_activity
                  WHERE datname = current_database() AND application_name = 'PostgreSQL JDBC Driver'
                  LIMIT 1
                  """);
        };
    if (used) {
      throw new TransferException(
          "a node runs on this database, or did some seconds ago: stop all nodes first");
    }
  }

  private static boolean exists(Handle handle, String query) {
    return handle.createQuery(query).mapTo(Integer.class).findFirst().isPresent();
  }

  /** Rows that are added from now on are numbered behind those that came in. */
  private void continueCounting(Handle handle, List<Table> tables) {
    for (Table table : tables) {
      for (Table.Column column : table.columns()) {
        if (column.counted()) {
          long next =
              handle
                  .createQuery(
                      "SELECT COALESCE(MAX(%s), 0) + 1 FROM %s"
                          .formatted(column.name(), table.name()))
                  .mapTo(Long.class)
                  .one();
          continueCounting(handle, table.name(), column.name(), next);
        }
      }
    }
  }

  private void continueCounting(Handle handle, String table, String column, long next) {
    switch (database.adapter()) {
      case H2 ->
          handle.execute(
              "ALTER TABLE %s ALTER COLUMN %s RESTART WITH %d".formatted(table, column, next));
      case POSTGRESQL ->
          handle
              .createQuery("SELECT setval(pg_get_serial_sequence(:table, :column), :next, false)")
              .bind("table", table)
              .bind("column", column)
              .bind("next", next)
              .mapTo(Long.class)
              .one();
    }
  }
}
