package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.browser.ProfileKeeper;
import org.openwa.browser.ProfileRefused;
import org.openwa.database.Database;
import org.openwa.model.SessionId;
import org.openwa.testing.Databases;
import org.openwa.testing.PlainLeases;
import org.openwa.vault.ProfileVault;
import org.openwa.vault.VaultKeys;
import org.openwa.vault.VaultSettings;
import org.openwa.vault.jdbc.JdbcVaultStore;

/** The vault as the browsers of a node see it: it is never in their way. */
class VaultKeeperTest {

  private static final SessionId ALICE = new SessionId("alice");

  @TempDir private Path disk;

  private Database database;
  private JdbcVaultStore store;
  private ProfileKeeper.Stay stay;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(Databases.h2(), "0.1.0");
    store = new JdbcVaultStore(database, Clock.systemUTC());
    long epoch = answer(new PlainLeases(database, "here").epoch(ALICE));
    stay = new ProfileKeeper.Stay(ALICE, epoch, disk.resolve("alice"));
    Files.createDirectories(stay.directory().resolve("Default"));
    Files.writeString(stay.directory().resolve("Default/Cookies"), "linked");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aClosedBrowserIsSaved() {
    answer(keeper(_ -> true).saveClosed(stay));

    assertThat(store.versions(ALICE)).hasSize(1);
  }

  @Test
  void aNodeThatLostItsLeaseSavesNothing() {
    answer(keeper(_ -> false).saveClosed(stay));
    answer(keeper(_ -> false).saveRunning(stay, () -> () -> {}));

    assertThat(store.versions(ALICE)).isEmpty();
  }

  @Test
  void aFormerOwnerSavesNothingAndIsNotHeldUp() {
    var former = new ProfileKeeper.Stay(ALICE, stay.epoch() - 1, stay.directory());

    answer(keeper(_ -> true).saveClosed(former));

    assertThat(store.versions(ALICE)).isEmpty();
  }

  @Test
  void withoutADatabaseClosingEndsAllTheSame() {
    database.close();

    answer(keeper(_ -> true).saveClosed(stay));
  }

  @Test
  void closingWaitsForItsSaveNoLongerThanItsDeadline() {
    ProfileKeeper keeper = keeper(_ -> true, Duration.ofMillis(300));
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    var running =
        keeper.saveRunning(
            stay,
            () -> {
              started.countDown();
              await(stuck);
              return () -> {};
            });
    await(started);

    answer(keeper.saveClosed(stay));

    assertThat(running.toCompletableFuture()).isNotDone();
    stuck.countDown();
    answer(running);
  }

  @Test
  void aProfileThatIsNowhereIsRefusedInWords() {
    var elsewhere = new ProfileKeeper.Stay(ALICE, stay.epoch(), disk.resolve("elsewhere"));

    CompletionStage<Void> prepared = keeper(_ -> true).prepare(elsewhere, true);

    assertThatThrownBy(() -> answer(prepared))
        .hasCauseInstanceOf(ProfileRefused.class)
        .hasMessageContaining("was never saved and is not on this node");
  }

  private ProfileKeeper keeper(Predicate<SessionId> maySave) {
    return keeper(maySave, Duration.ofSeconds(20));
  }

  private ProfileKeeper keeper(Predicate<SessionId> maySave, Duration closeDeadline) {
    Path keys = disk.resolve("vault-key");
    SecureRandom random = new SecureRandom();
    VaultKeys.readOrMake(keys, random);
    VaultSettings settings =
        new VaultSettings(
            keys,
            true,
            Duration.ofSeconds(40),
            Duration.ofMinutes(30),
            3,
            Duration.ofDays(7),
            1,
            closeDeadline);
    ProfileVault vault =
        new ProfileVault(
            store, () -> VaultKeys.read(keys), 3, "here", () -> 156, random, Clock.systemUTC());
    return new VaultKeeper(vault, settings, maySave, Thread::startVirtualThread);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T answer(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
