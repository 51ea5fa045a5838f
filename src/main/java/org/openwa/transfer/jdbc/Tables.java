package org.openwa.transfer.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * The tables that travel, as the database itself describes them: a table that a migration adds does
 * so without a word here. Each comes after those that it refers to.
 */
final class Tables {

  /**
   * What belongs to the place and not to what is stored: the versions of the schema, who may decide
   * alone in a cluster, and the mark of a folder.
   */
  private static final Set<String> LOCAL =
      Set.of("flyway_schema_history", "compatibility", "cluster_lease", "media_folder");

  private static final String SCHEMA = "public";

  private Tables() {}

  static List<Table> of(Handle handle) {
    try {
      DatabaseMetaData database = handle.getConnection().getMetaData();
      Map<String, Table> found = new TreeMap<>();
      for (String name : names(database)) {
        found.put(name, new Table(name, columns(database, name)));
      }
      Map<String, Table> ordered = new LinkedHashMap<>();
      for (String name : found.keySet()) {
        add(database, name, found, ordered);
      }
      return List.copyOf(ordered.values());
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not describe its tables", e);
    }
  }

  private static Set<String> names(DatabaseMetaData database) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (ResultSet row = database.getTables(null, SCHEMA, "%", null)) {
      while (row.next()) {
        String name = row.getString("TABLE_NAME");
        if (row.getString("TABLE_TYPE").endsWith("TABLE") && !LOCAL.contains(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static List<Table.Column> columns(DatabaseMetaData database, String table)
      throws SQLException {
    List<Table.Column> columns = new ArrayList<>();
    try (ResultSet row = database.getColumns(null, SCHEMA, table, "%")) {
      while (row.next()) {
        // What follows from other columns is made anew wherever they arrive.
        if (!"YES".equals(row.getString("IS_GENERATEDCOLUMN"))) {
          columns.add(
              new Table.Column(
                  row.getString("COLUMN_NAME"),
                  kind(table, row),
                  "YES".equals(row.getString("IS_AUTOINCREMENT"))));
        }
      }
    }
    return columns;
  }

  private static Table.Kind kind(String table, ResultSet column) throws SQLException {
    int type = column.getInt("DATA_TYPE");
    return switch (type) {
      case Types.VARCHAR, Types.CLOB, Types.CHAR, Types.LONGVARCHAR -> Table.Kind.TEXT;
      case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> Table.Kind.NUMBER;
      case Types.BOOLEAN, Types.BIT -> Table.Kind.TRUTH;
      case Types.TIMESTAMP_WITH_TIMEZONE, Types.TIMESTAMP -> Table.Kind.TIME;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Table.Kind.BYTES;
      // A migration with a new type says here how it travels.
      default ->
          throw new IllegalStateException(
              String.format(
                  Locale.ROOT,
                  "no export of %s.%s: unknown type %d",
                  table,
                  column.getString("COLUMN_NAME"),
                  type));
    };
  }

  private static void add(
      DatabaseMetaData database, String name, Map<String, Table> found, Map<String, Table> ordered)
      throws SQLException {
    Table table = found.get(name);
    if (table == null || ordered.containsKey(name)) {
      return;
    }
    for (String other : referredTo(database, name)) {
      if (!other.equals(name)) {
        add(database, other, found, ordered);
      }
    }
    ordered.put(name, table);
  }

  private static Set<String> referredTo(DatabaseMetaData database, String table)
      throws SQLException {
    Set<String> others = new TreeSet<>();
    try (ResultSet row = database.getImportedKeys(null, SCHEMA, table)) {
      while (row.next()) {
        others.add(row.getString("PKTABLE_NAME"));
      }
    }
    return others;
  }
}
