package org.openwa.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openwa.testing.CuttableProxy;
import org.openwa.testing.Databases;

/** A database on the other side of a cable that was pulled: no connection to it ends by itself. */
class SilentDatabaseTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final CuttableProxy proxy = CuttableProxy.to(Databases.port());
  private final DatabaseSettings settings =
      silentAfter(Databases.by(proxy.port(), Databases.postgresql()));
  private final Database database = Database.open(settings, "0.1.0");

  private static DatabaseSettings silentAfter(DatabaseSettings plain) {
    return new DatabaseSettings(
        plain.adapter(), plain.url(), plain.user(), plain.password(), plain.poolSize(), TIMEOUT);
  }

  @AfterEach
  void close() {
    proxy.close();
    database.close();
  }

  @Test
  void aStatementThatWasUnderWayFails() {
    CompletableFuture<Void> sleep =
        database
            .execute(handle -> {
              proxy.fallSilent();
              handle.execute("SELECT 1");
            })
            .toCompletableFuture();

    assertThatThrownBy(() -> sleep.get(10, TimeUnit.SECONDS)).hasMessageContaining("I/O error");
  }

  @Test
  void itIsThereAgainAsSoonAsItIsHeardAgain() throws Exception {
    database
        .execute(handle -> proxy.fallSilent())
        .handle((_, _) -> true)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);

    proxy.restore();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(database.ping()).succeedsWithin(Duration.ofSeconds(5)));
  }
}
