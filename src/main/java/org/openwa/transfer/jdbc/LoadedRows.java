package org.openwa.transfer.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.openwa.transfer.ExportReader;
import org.openwa.transfer.Origin;
import org.openwa.transfer.Secrecy;
import org.openwa.transfer.TransferException;

/** Inserts the rows of an export, some at a time, in the transaction of a handle. */
final class LoadedRows implements ExportReader.Rows, AutoCloseable {

  private static final int ROWS_AT_ONCE = 200;
  private static final long CHARACTERS_AT_ONCE = 4_000_000;

  private final Handle handle;
  private final Map<String, Table> tables = new HashMap<>();
  private final Secrecy secrecy;
  private final String schema;

  private String table = "";
  private List<Table.Column> columns = List.of();
  private @Nullable PreparedStatement insert;
  private int waiting;
  private long characters;

  LoadedRows(Handle handle, List<Table> tables, Secrecy secrecy, String schema) {
    this.handle = handle;
    this.secrecy = secrecy;
    this.schema = schema;
    tables.forEach(known -> this.tables.put(known.name(), known));
  }

  @Override
  public void origin(Origin origin) {
    if (SchemaVersion.isNewer(origin.schema(), schema)) {
      throw new TransferException(
          "the export is newer than this program: it has schema %s of version %s, this database has %s"
              .formatted(origin.schema(), origin.program(), schema));
    }
  }

  @Override
  public void begin(String name, List<String> columnNames) {
    Table known = tables.get(name);
    if (known == null) {
      throw new TransferException("the export has a table that is unknown here: " + name);
    }
    Map<String, Table.Column> byName = new HashMap<>();
    known.columns().forEach(column -> byName.put(column.name(), column));
    if (!byName.keySet().containsAll(columnNames)) {
      throw new TransferException(
          "the export has columns of %s that are unknown here".formatted(name));
    }
    table = name;
    columns = columnNames.stream().map(byName::get).toList();
    String places = String.join(", ", Collections.nCopies(columnNames.size(), "?"));
    try {
      insert =
          handle
              .getConnection()
              .prepareStatement(
                  "INSERT INTO %s (%s) VALUES (%s)"
                      .formatted(name, String.join(", ", columnNames), places));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void row(List<JsonNode> values) {
    PreparedStatement statement = insert();
    try {
      for (int i = 0; i < values.size(); i++) {
        set(statement, i + 1, columns.get(i), values.get(i));
      }
      statement.addBatch();
      if (++waiting >= ROWS_AT_ONCE || characters > CHARACTERS_AT_ONCE) {
        flush(statement);
      }
    } catch (SQLException e) {
      throw failed(e);
    } catch (DateTimeException | IOException e) {
      throw new TransferException("the export has a value of another type in " + table, e);
    }
  }

  private void set(PreparedStatement statement, int index, Table.Column column, JsonNode value)
      throws SQLException, IOException {
    if (value.isNull()) {
      statement.setNull(index, nullType(column.kind()));
      return;
    }
    switch (column.kind()) {
      case TEXT -> statement.setString(index, text(column, value.asText()));
      case NUMBER -> statement.setLong(index, value.asLong());
      case TRUTH -> statement.setBoolean(index, value.asBoolean());
      case TIME ->
          statement.setObject(index, Instant.parse(value.asText()).atOffset(ZoneOffset.UTC));
      case BYTES -> statement.setBytes(index, value.binaryValue());
    }
    characters += value.isTextual() ? value.textValue().length() : 1;
  }

  private String text(Table.Column column, String text) {
    return Secrecy.isSecret(table, column.name()) ? secrecy.open(table, column.name(), text) : text;
  }

  private static int nullType(Table.Kind kind) {
    return switch (kind) {
      case TEXT -> Types.VARCHAR;
      case NUMBER -> Types.BIGINT;
      case TRUTH -> Types.BOOLEAN;
      case TIME -> Types.TIMESTAMP_WITH_TIMEZONE;
      case BYTES -> Types.VARBINARY;
    };
  }

  @Override
  public void end() {
    try {
      flush(insert());
      close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private PreparedStatement insert() {
    if (insert == null) {
      throw new IllegalStateException("no table was begun");
    }
    return insert;
  }

  private void flush(PreparedStatement statement) throws SQLException {
    if (waiting > 0) {
      statement.executeBatch();
    }
    waiting = 0;
    characters = 0;
  }

  /** The message of a driver repeats values, which are what people wrote. */
  private TransferException failed(SQLException e) {
    return new TransferException(
        "the rows of %s cannot be written (SQL state %s)".formatted(table, e.getSQLState()));
  }

  @Override
  public void close() {
    if (insert != null) {
      try {
        insert.close();
      } catch (SQLException e) {
        throw failed(e);
      }
      insert = null;
    }
  }
}
