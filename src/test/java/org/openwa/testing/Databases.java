package org.openwa.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openwa.database.DatabaseSettings;

/** Both databases that we run on, empty, for tests that must pass on each. */
public final class Databases {

  private static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Databases() {}

  /** An empty H2 and an empty PostgreSQL. */
  public static Stream<DatabaseSettings> both() {
    return Stream.of(h2(), postgresql());
  }

  /** Makes an empty one of each, again and again; for a class that is run on both. */
  public static Stream<Supplier<DatabaseSettings>> kinds() {
    return Stream.of(Databases::h2, Databases::postgresql);
  }

  public static DatabaseSettings h2() {
    return DatabaseSettings.h2Memory("test-" + UUID.randomUUID());
  }

  /** The port of the server of {@link #postgresql}. */
  public static int port() {
    return Postgres.SERVER.getPort();
  }

  /** The same database by another way. */
  public static DatabaseSettings by(int port, DatabaseSettings settings) {
    return new DatabaseSettings(
        settings.adapter(),
        settings.url().replace(":" + port() + "/", ":" + port + "/"),
        settings.user(),
        settings.password(),
        settings.poolSize(),
        settings.answerTimeout());
  }

  /** A new database in a server that lives as long as the JVM. */
  public static DatabaseSettings postgresql() {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = Postgres.SERVER.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new DatabaseSettings(
        DatabaseSettings.Adapter.POSTGRESQL,
        Postgres.SERVER.getJdbcUrl("postgres", name),
        "postgres",
        "",
        4);
  }
}
