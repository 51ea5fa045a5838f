package org.openwa.lease.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.lease.Claim;
import org.openwa.lease.LeaseTable.Claimant;
import org.openwa.lease.Owner;
import org.openwa.model.SessionId;
import org.openwa.testing.Databases;

/** A node that stands still in the middle of a transaction, with the row of a lease locked. */
class StoppedOwnerTest {

  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final SessionId ALICE = new SessionId("alice");
  private static final SessionId BOB = new SessionId("bob");
  private static final Owner STOPPED = new Owner("stopped-1", "host-of-stopped", "stopped");
  private static final Owner OTHER = new Owner("other-1", "host-of-other", "other");

  private final DatabaseSettings settings = Databases.postgresql();
  private final Database database = Database.open(settings, "0.1.0");
  private final Database express = Database.express(settings, INTERVAL);
  private final JdbcLeaseTable table = new JdbcLeaseTable(express, INTERVAL.multipliedBy(4));
  private final CountDownLatch goesOn = new CountDownLatch(1);

  @BeforeEach
  void stopInTheMiddleOfATransaction() throws Exception {
    get(new JdbcLeaseTable(express, Duration.ofMillis(1)).claim(ALICE, by(STOPPED)));
    get(table.claim(BOB, by(OTHER)));
    CountDownLatch locked = new CountDownLatch(1);
    var _ =
        database.execute(handle -> {
          EpochFence.require(handle, ALICE, 1);
          locked.countDown();
          await().atMost(Duration.ofMinutes(1)).until(() -> goesOn.getCount() == 0);
        });
    assertThat(locked.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void close() {
    goesOn.countDown();
    express.close();
    database.close();
  }

  @Test
  void itsSessionIsTakenOverSoonAfterItsLeaseRanOut() {
    await()
        .atMost(Duration.ofSeconds(15))
        .ignoreExceptions()
        .until(() -> get(table.claim(ALICE, by(OTHER))) instanceof Claim.Taken);
  }

  @Test
  void whoeverWantsItsSessionStillRenewsItsOwn() {
    for (int claim = 0; claim < 6; claim++) {
      var _ = table.claim(ALICE, by(OTHER));
    }

    await()
        .during(INTERVAL.multipliedBy(2))
        .atMost(INTERVAL.multipliedBy(3))
        .until(() -> get(table.renew(OTHER, List.of(BOB))).containsKey(BOB));
  }

  private static Claimant by(Owner owner) {
    return new Claimant(owner, "c", Map.of(), true, true);
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(INTERVAL.toSeconds(), TimeUnit.SECONDS);
  }
}
