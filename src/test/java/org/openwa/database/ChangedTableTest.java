package org.openwa.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.testing.Databases;

/** A node goes on while one of a later version brings the schema forward. */
class ChangedTableTest {

  /** From so many on PostgreSQL's driver prepares a statement on the server. */
  private static final int UNTIL_PREPARED = 8;

  private static final int CONNECTIONS = 3;

  static List<DatabaseSettings> databases() {
    return Databases.both().toList();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aColumnMoreIsNoFailure(DatabaseSettings settings) {
    try (Database older = Database.open(settings, "0.1.0");
        Database newer = Database.open(settings, "0.1.1")) {
      prepareOnEveryConnection(older);

      newer
          .execute(handle -> handle.execute("ALTER TABLE compatibility ADD COLUMN later INTEGER"))
          .toCompletableFuture()
          .join();

      for (int i = 0; i < CONNECTIONS * 2; i++) {
        assertThat(older.inTransaction(ChangedTableTest::read).toCompletableFuture())
            .succeedsWithin(Duration.ofSeconds(10))
            .isEqualTo(1);
      }
    }
  }

  /** Several at once, each of which holds its connection until all have one. */
  private static void prepareOnEveryConnection(Database database) {
    CountDownLatch all = new CountDownLatch(CONNECTIONS);
    List<CompletableFuture<Boolean>> running = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      running.add(
          database
              .inTransaction(handle -> {
                for (int time = 0; time < UNTIL_PREPARED; time++) {
                  read(handle);
                }
                all.countDown();
                return await(all);
              })
              .toCompletableFuture());
    }
    assertThat(running.stream().allMatch(CompletableFuture::join)).isTrue();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int read(Handle handle) {
    return handle.createQuery("SELECT * FROM compatibility").mapToMap().list().size();
  }
}
