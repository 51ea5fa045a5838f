package org.openwa.transfer.jdbc;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.transfer.ExportWriter;
import org.openwa.transfer.Origin;
import org.openwa.transfer.Secrecy;
import org.openwa.transfer.Summary;

/**
 * Writes all tables as they were at one moment, while others go on writing. No table is ever in
 * memory as a whole.
 */
public final class DatabaseExport {

  private static final int ROWS_AT_ONCE = 200;

  private final Database database;
  private final String program;
  private final Secrecy secrecy;
  private final Clock clock;

  /**
   * @param program the version of this program
   */
  public DatabaseExport(Database database, String program, Secrecy secrecy, Clock clock) {
    this.database = database;
    this.program = program;
    this.secrecy = secrecy;
    this.clock = clock;
  }

  /** Fails with an {@link UncheckedIOException} where the stream does. Does not close it. */
  public CompletionStage<Summary> write(OutputStream out) {
    return database.inSnapshot(handle -> {
      try {
        return write(handle, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException("the database cannot be read", e);
      }
    });
  }

  private Summary write(Handle handle, OutputStream out) throws IOException, SQLException {
    String schema = SchemaVersion.of(handle);
    ExportWriter writer =
        new ExportWriter(
            out,
            new Origin(
                program,
                schema,
                database.adapter().name().toLowerCase(Locale.ROOT),
                clock.instant()));
    boolean h2 = database.adapter() == DatabaseSettings.Adapter.H2;
    // H2 reads a whole result into memory before it answers the first row, unless told otherwise.
    setLazy(handle, h2, 1);
    try {
      for (Table table : Tables.of(handle)) {
        write(handle, table, writer);
      }
    } finally {
      setLazy(handle, h2, 0);
    }
    return writer.finish();
  }

  private static void setLazy(Handle handle, boolean h2, int value) {
    if (h2) {
      handle.execute("SET LAZY_QUERY_EXECUTION " + value);
    }
  }

  private void write(Handle handle, Table table, ExportWriter writer)
      throws IOException, SQLException {
    writer.begin(table.name(), table.columnNames());
    String query = "SELECT " + String.join(", ", table.columnNames()) + " FROM " + table.name();
    try (PreparedStatement statement = handle.getConnection().prepareStatement(query)) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          writer.row(values(table, row));
        }
      }
    }
    writer.end();
  }

  private List<@Nullable Object> values(Table table, ResultSet row) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(table.columns().size());
    for (int i = 0; i < table.columns().size(); i++) {
      Table.Column column = table.columns().get(i);
      Object value = value(column, row, i + 1);
      values.add(
          value instanceof String text && Secrecy.isSecret(table.name(), column.name())
              ? secrecy.seal(table.name(), column.name(), text)
              : value);
    }
    return values;
  }

  private static @Nullable Object value(Table.Column column, ResultSet row, int index)
      throws SQLException {
    @Nullable Object value =
        switch (column.kind()) {
          case TEXT -> row.getString(index);
          case NUMBER -> row.getLong(index);
          case TRUTH -> row.getBoolean(index);
          case TIME -> time(row.getObject(index, OffsetDateTime.class));
          case BYTES -> base64(row.getBytes(index));
        };
    return row.wasNull() ? null : value;
  }

  private static @Nullable String time(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant().toString();
  }

  private static @Nullable String base64(byte @Nullable [] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }
}
