package org.openwa.session.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.lease.StaleEpochException;
import org.openwa.model.SessionId;
import org.openwa.session.SessionConfig;
import org.openwa.session.SessionDirectory;
import org.openwa.session.SessionStatus;
import org.openwa.session.SessionView;
import org.openwa.testing.Databases;
import org.openwa.testing.PlainLeases;

/** The row of a session, and the event of its change, are its present owner's to write. */
@ParameterizedClass
@MethodSource("databases")
class SessionRowFenceTest {

  private static final SessionId ALICE = new SessionId("alice");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Database database;
  private final PlainLeases anna;
  private final PlainLeases bert;
  private final SessionDirectory directoryOfAnna;
  private final SessionDirectory directoryOfBert;

  SessionRowFenceTest(Supplier<DatabaseSettings> empty) {
    database = Database.open(empty.get(), "0.1.0");
    anna = new PlainLeases(database, "anna");
    bert = new PlainLeases(database, "bert");
    directoryOfAnna = new JdbcSessionDirectory(database, anna.incarnation());
    directoryOfBert = new JdbcSessionDirectory(database, bert.incarnation());
  }

  static Stream<Supplier<DatabaseSettings>> databases() {
    return Databases.kinds();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aSessionThatNeverHadABrowserIsWritten() throws Exception {
    get(directoryOfAnna.save(view(SessionStatus.STOPPED, 0)));

    assertThat(status()).isEqualTo(SessionStatus.STOPPED);
  }

  @Test
  void aFormerOwnerNeitherChangesTheRowNorTellsAnEvent() throws Exception {
    long former = get(anna.epoch(ALICE));
    get(directoryOfAnna.save(view(SessionStatus.CONNECTED, former)));
    get(anna.release(ALICE, former));
    long newer = get(bert.epoch(ALICE));
    get(directoryOfBert.save(view(SessionStatus.CONNECTING, newer)));
    long events = events();

    CompletionStage<Void> late = directoryOfAnna.save(view(SessionStatus.FAILED, former));

    assertRefused(late);
    assertThat(status()).isEqualTo(SessionStatus.CONNECTING);
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void aFormerOwnerWritesNothingAfterTheNextOneGaveTheSessionBackEither() throws Exception {
    long former = get(anna.epoch(ALICE));
    get(anna.release(ALICE, former));
    long newer = get(bert.epoch(ALICE));
    get(directoryOfBert.save(view(SessionStatus.STOPPED, newer)));
    get(bert.release(ALICE, newer));

    assertRefused(directoryOfAnna.save(view(SessionStatus.CONNECTED, former)));
    assertThat(status()).isEqualTo(SessionStatus.STOPPED);
  }

  @Test
  void aNodeThatOnlyWaitsForTheSessionDoesNotHideItsOwner() throws Exception {
    long epoch = get(anna.epoch(ALICE));
    get(directoryOfAnna.save(view(SessionStatus.CONNECTED, epoch)));

    assertRefused(directoryOfBert.save(view(SessionStatus.INITIALIZING, 0)));
    assertThat(status()).isEqualTo(SessionStatus.CONNECTED);
  }

  @Test
  void anOwnerWritesWhileItTakesTheNextEpoch() throws Exception {
    long former = get(anna.epoch(ALICE));
    get(anna.epoch(ALICE));

    get(directoryOfAnna.save(view(SessionStatus.INITIALIZING, former)));

    assertThat(status()).isEqualTo(SessionStatus.INITIALIZING);
  }

  private static SessionView view(SessionStatus status, long epoch) {
    return new SessionView(
        ALICE,
        "Alice",
        status,
        null,
        NOON,
        true,
        null,
        "node",
        epoch,
        NOON,
        null,
        SessionConfig.DEFAULT,
        0);
  }

  private SessionStatus status() throws Exception {
    return get(directoryOfAnna.list(
            new SessionDirectory.Query(
                Set.of(), Optional.empty(), SessionDirectory.Order.ID, false, 10, 0)))
        .sessions()
        .getFirst()
        .status();
  }

  private long events() throws Exception {
    return get(
        database.inTransaction(
            handle -> handle.createQuery("SELECT count(*) FROM event").mapTo(Long.class).one()));
  }

  private static void assertRefused(CompletionStage<Void> write) {
    assertThat(write)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(StaleEpochException.class);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
