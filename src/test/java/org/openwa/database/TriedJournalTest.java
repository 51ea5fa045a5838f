package org.openwa.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TriedJournalTest {

  @ParameterizedTest
  @MethodSource("org.openwa.testing.Databases#both")
  void nothingStaysOfATriedWrite(DatabaseSettings settings) {
    try (Database database = Database.open(settings, "0.1.0")) {
      database.tryJournal().toCompletableFuture().join();
      database.tryJournal().toCompletableFuture().join();

      int rows =
          database
              .inTransaction(handle ->
                  handle.select("SELECT count(*) FROM event_journal").mapTo(Integer.class).one())
              .toCompletableFuture()
              .join();
      assertThat(rows).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("org.openwa.testing.Databases#both")
  void aJournalThatCannotBeWrittenIsNotGood(DatabaseSettings settings) {
    try (Database database = Database.open(settings, "0.1.0")) {
      database
          .execute(handle -> handle.execute("ALTER TABLE event_journal RENAME TO away"))
          .toCompletableFuture()
          .join();

      assertThatThrownBy(() -> database.tryJournal().toCompletableFuture().join()).isNotNull();
    }
  }
}
