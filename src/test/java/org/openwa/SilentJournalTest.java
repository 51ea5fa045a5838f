package org.openwa;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.config.Settings;
import org.openwa.database.DatabaseSettings;
import org.openwa.testing.CuttableProxy;
import org.openwa.testing.Databases;
import slick.jdbc.JdbcBackend$;

/** The journal's own connections to a database that says nothing any more. */
class SilentJournalTest {

  @TempDir private Path folder;

  private final CuttableProxy proxy = CuttableProxy.to(Databases.port());

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void aWriteThatWasUnderWayFails() throws Exception {
    var journal =
        JdbcBackend$.MODULE$
            .Database()
            .forConfig(
                "pekko-persistence-jdbc.shared-databases.openwa.db",
                NodeConfig.of(settings()),
                null,
                getClass().getClassLoader());
    try (Connection connection = journal.source().createConnection()) {
      proxy.fallSilent();

      CompletableFuture<Void> write = CompletableFuture.runAsync(() -> execute(connection));

      assertThatThrownBy(() -> write.get(10, TimeUnit.SECONDS)).hasMessageContaining("I/O error");
    } finally {
      journal.close();
    }
  }

  private static void execute(Connection connection) {
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Settings settings() {
    DatabaseSettings database = Databases.by(proxy.port(), Databases.postgresql());
    return Settings.from(
        ConfigFactory.parseMap(
                Map.of(
                    "openwa.data-dir", folder.toString(),
                    "openwa.database.adapter", "postgresql",
                    "openwa.database.url", database.url(),
                    "openwa.database.user", database.user(),
                    "openwa.database.password", database.password(),
                    "openwa.database.answer-timeout", "1s",
                    "openwa.vault.key-file", folder.resolve("vault-key").toString()))
            .withFallback(ConfigFactory.load()));
  }
}
