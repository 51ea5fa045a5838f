package org.openwa.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.database.DatabaseSettings.Adapter;
import org.openwa.model.SessionId;
import org.openwa.testing.Databases;
import org.openwa.testing.PlainLeases;
import org.openwa.testing.ThisJvm;
import org.openwa.vault.jdbc.JdbcVaultStore;

/**
 * A program that saves one profile after the other is killed in the middle of it, again and again.
 */
class KilledSaveTest {

  private static final SessionId ALICE = new SessionId("alice");
  private static final int KILLS = 4;
  private static final long SEED = 4;

  @TempDir private Path disk;

  static Stream<Adapter> adapters() {
    return Stream.of(Adapter.values());
  }

  @ParameterizedTest
  @MethodSource("adapters")
  void whatIsRestoredIsAlwaysOneWholeVersionAndNoneThatWasReportedIsLost(Adapter adapter)
      throws Exception {
    DatabaseSettings database =
        switch (adapter) {
          case H2 -> new DatabaseSettings(Adapter.H2, DatabaseSettings.h2File(disk), "sa", "", 4);
          case POSTGRESQL -> Databases.postgresql();
        };
    Path keys = disk.resolve("vault-key");
    VaultKeys.readOrMake(keys, new SecureRandom());
    Random random = new Random(SEED);
    long epoch = acquire(database);

    for (int kill = 0; kill < KILLS; kill++) {
      int reported = saveUntilKilled(database, keys, epoch, random.nextInt(300));

      int restored = restoredWord(database, keys);
      assertThat(restored).as("after kill %d", kill).isGreaterThanOrEqualTo(reported);
    }
  }

  private static long acquire(DatabaseSettings settings) {
    try (Database database = Database.open(settings, "0.1.0")) {
      return new PlainLeases(database, "here").epoch(ALICE).toCompletableFuture().join();
    }
  }

  /** Answers the number of the last save that the program reported. */
  private int saveUntilKilled(DatabaseSettings database, Path keys, long epoch, int millis)
      throws IOException {
    Process process =
        new ProcessBuilder(
                ThisJvm.java(),
                "-Xmx128m",
                "-cp",
                ThisJvm.classPath(),
                KilledSaveTest.class.getName(),
                database.adapter().name(),
                database.url(),
                database.user(),
                keys.toString(),
                disk.resolve("profile").toString(),
                Long.toString(epoch))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int reported = 0;
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("saved ")) {
          if (reported == 0) {
            LockSupport.parkNanos(millis * 1_000_000L);
            process.toHandle().destroyForcibly();
          }
          reported = Integer.parseInt(line.substring(6));
        }
      }
    }
    process.onExit().join();
    return reported;
  }

  /** The number that is in every file of the newest version. */
  private int restoredWord(DatabaseSettings settings, Path keys) throws IOException {
    Path folder = Files.createTempDirectory(disk, "restored").resolve("profile");
    Files.createDirectories(folder);
    try (Database database = Database.open(settings, "0.1.0")) {
      VaultStore store = new JdbcVaultStore(database, Clock.systemUTC());
      archive(store, keys).restore(ALICE, store.versions(ALICE).getFirst(), folder);
    }
    String word = Files.readString(folder.resolve("Default/Cookies")).replace(" cookies", "");
    SortedMap<String, Integer> restored = TestProfile.contents(folder);
    assertThat(restored)
        .isEqualTo(TestProfile.contents(TestProfile.write(folder.resolveSibling("same"), word)));
    return Integer.parseInt(word);
  }

  private static ProfileArchive archive(VaultStore store, Path keys) {
    return new ProfileArchive(
        store,
        () -> VaultKeys.read(keys),
        new SecureRandom(),
        Clock.systemUTC(),
        3,
        new ProfileArchive.Sizes(64, 100));
  }

  /** The program that is killed: saves a profile with a number in it, then one with the next. */
  public static void main(String[] arguments) throws IOException {
    DatabaseSettings settings =
        new DatabaseSettings(Adapter.valueOf(arguments[0]), arguments[1], arguments[2], "", 2);
    Path keys = Path.of(arguments[3]);
    Path folder = Path.of(arguments[4]);
    long epoch = Long.parseLong(arguments[5]);
    try (Database database = Database.open(settings, "0.1.0")) {
      VaultStore store = new JdbcVaultStore(database, Clock.systemUTC());
      int word =
          (int)
              store.versions(ALICE).stream().mapToLong(VaultStore.Version::number).max().orElse(0);
      while (true) {
        TestProfile.write(folder, Integer.toString(++word));
        archive(store, keys).save(ALICE, epoch, 156, folder);
        System.out.println("saved " + word);
      }
    }
  }
}
