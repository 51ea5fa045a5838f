package org.openwa.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.openwa.database.DatabaseSettings;

/** A PostgreSQL that keeps what it has acknowledged, as in production and unlike in the tests. */
final class Postgres implements AutoCloseable {

  private static final int CONNECTIONS = 8;

  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static Postgres start() throws IOException {
    return new Postgres(
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("shared_buffers", "256MB")
            .setServerConfig("max_wal_size", "2GB")
            .start());
  }

  /** An empty database, with as many connections as a node has by default. */
  DatabaseSettings database(String name) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return new DatabaseSettings(
        DatabaseSettings.Adapter.POSTGRESQL,
        server.getJdbcUrl("postgres", name),
        "postgres",
        "",
        CONNECTIONS);
  }

  /** The settings that durability hangs on, as the server says them. */
  String durability() throws SQLException {
    StringBuilder text = new StringBuilder("PostgreSQL");
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String setting : List.of("server_version", "fsync", "synchronous_commit")) {
        try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
          row.next();
          text.append(' ').append(setting).append('=').append(row.getString(1));
        }
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
