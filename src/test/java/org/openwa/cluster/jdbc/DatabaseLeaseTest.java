package org.openwa.cluster.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.coordination.lease.LeaseException;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.testing.Databases;

/** Who gets the lease, on a real PostgreSQL and its clock. */
class DatabaseLeaseTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final Duration LIFETIME = Duration.ofSeconds(2);

  private DatabaseSettings database;

  @BeforeEach
  void makeTables() {
    database = Databases.postgresql();
    Database.open(database, "0.1.0").close();
  }

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void aFreeLeaseIsTaken() throws Exception {
    DatabaseLease lease = lease("a", database.url());

    boolean taken = acquire(lease);

    assertThat(taken).isTrue();
    assertThat(lease.checkLease()).isTrue();
  }

  @Test
  void aLeaseWhoseOwnerLivesIsRefused() throws Exception {
    acquire(lease("a", database.url()));
    DatabaseLease late = lease("b", database.url());

    boolean taken = acquire(late);

    assertThat(taken).isFalse();
    assertThat(late.checkLease()).isFalse();
  }

  @Test
  void aLeaseWhoseOwnerDiedIsTakenOnceItRanOut() throws Exception {
    long began = System.nanoTime();
    new LeaseRow(DatabaseLeaseSettings.of(settings("dead", database.url()))).take();

    boolean taken = acquire(lease("b", database.url()));

    assertThat(taken).isTrue();
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(LIFETIME.toNanos());
  }

  @Test
  void aReleasedLeaseIsFreeAtOnce() throws Exception {
    DatabaseLease first = lease("a", database.url());
    acquire(first);

    boolean released = first.release().toCompletableFuture().get(5, TimeUnit.SECONDS);
    boolean taken = acquire(lease("b", database.url()));

    assertThat(released).isTrue();
    assertThat(first.checkLease()).isFalse();
    assertThat(taken).isTrue();
  }

  @Test
  void ofManyThatAskAtOnceOneGetsIt() throws Exception {
    List<CompletionStage<Boolean>> asked =
        IntStream.range(0, 5)
            .mapToObj(owner -> lease("owner-" + owner, database.url()).acquire())
            .toList();

    int owners = 0;
    for (CompletionStage<Boolean> answer : asked) {
      owners += answer.toCompletableFuture().get(10, TimeUnit.SECONDS) ? 1 : 0;
    }

    assertThat(owners).isEqualTo(1);
  }

  @Test
  void withoutADatabaseNobodyGetsIt() {
    DatabaseLease lease = lease("a", "jdbc:postgresql://127.0.0.1:1/nowhere");

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> acquire(lease))
        .withCauseInstanceOf(LeaseException.class);
  }

  private static boolean acquire(DatabaseLease lease) throws Exception {
    return lease.acquire().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private DatabaseLease lease(String owner, String url) {
    return new DatabaseLease(
        settings(owner, url), (ExtendedActorSystem) TEST_KIT.system().classicSystem());
  }

  private LeaseSettings settings(String owner, String url) {
    Config config =
        ConfigFactory.parseMap(
            Map.of(
                "url",
                url,
                "user",
                database.user(),
                "password",
                database.password(),
                "heartbeat-timeout",
                LIFETIME,
                "heartbeat-interval",
                "400ms",
                "lease-operation-timeout",
                "4s"));
    return LeaseSettings.apply(config, "openwa-sbr", owner);
  }
}
