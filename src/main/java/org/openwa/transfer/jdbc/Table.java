package org.openwa.transfer.jdbc;

import java.util.List;

/** A table of the schema, in the order of its columns. */
record Table(String name, List<Column> columns) {

  /**
   * A column.
   *
   * @param counted whether the database numbers it by itself
   */
  record Column(String name, Kind kind, boolean counted) {}

  /** How a value travels. */
  enum Kind {
    TEXT,
    NUMBER,
    TRUTH,
    TIME,
    BYTES
  }

  Table {
    columns = List.copyOf(columns);
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }
}
