package org.openwa.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.model.SessionId;
import org.openwa.testing.PlainLeases;
import org.openwa.testing.SettableClock;
import org.openwa.vault.jdbc.JdbcVaultStore;

/** The vaults of a few nodes, which have folders of their own and one database and key file. */
final class TestVaults implements AutoCloseable {

  static final SessionId ALICE = new SessionId("alice");
  static final int KEEP = 3;

  private final Path disk;
  private final Path keyFile;
  private final Database database;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));
  private final SecureRandom random = new SecureRandom();
  private final JdbcVaultStore store;

  private TestVaults(Path disk, Database database) {
    this.disk = disk;
    this.database = database;
    keyFile = disk.resolve("vault-key");
    store = new JdbcVaultStore(database, clock);
    VaultKeys.readOrMake(keyFile, random);
  }

  static TestVaults open(Path disk, DatabaseSettings settings) {
    return new TestVaults(disk, Database.open(settings, "0.1.0"));
  }

  Path keyFile() {
    return keyFile;
  }

  SettableClock clock() {
    return clock;
  }

  JdbcVaultStore store() {
    return store;
  }

  /** A new browser's folder on a node, prepared under a new epoch. */
  Path opened(String node, int chromium, boolean linked) throws IOException {
    Path folder = disk.resolve(node).resolve("alice");
    // As its owner does at the end.
    execute("UPDATE lease SET expires_at = NULL");
    long epoch = new PlainLeases(database, node).epoch(ALICE).toCompletableFuture().join();
    if (epoch == 1 && linked) {
      // As after a link on this very node: there is a folder, and no vault knew of it.
      Files.createDirectories(folder);
    }
    on(node, chromium).prepare(ALICE, epoch, linked, folder);
    return folder;
  }

  /** The newest epoch. */
  long epoch() {
    return store.lastStay(ALICE).orElseThrow().epoch();
  }

  /** The vault of a node. */
  ProfileVault on(String node, int chromium) {
    return new ProfileVault(
        store, () -> VaultKeys.read(keyFile), KEEP, node, () -> chromium, random, clock);
  }

  /** With small parts and small transactions, so that there are many. */
  ProfileArchive archive(VaultStore used) {
    return new ProfileArchive(
        used,
        () -> VaultKeys.read(keyFile),
        random,
        clock,
        KEEP,
        new ProfileArchive.Sizes(64, 150));
  }

  /** What the newest version holds. */
  SortedMap<String, Integer> restored() throws IOException {
    Path folder = Files.createTempDirectory(disk, "restored").resolve("profile");
    Files.createDirectories(folder);
    archive(store).restore(ALICE, store.versions(ALICE).getFirst(), folder);
    return TestProfile.contents(folder);
  }

  List<byte[]> ask(String query) {
    return database
        .inTransaction(handle -> handle.createQuery(query).mapTo(byte[].class).list())
        .toCompletableFuture()
        .join();
  }

  void execute(String statement, Object... values) {
    database.execute(handle -> handle.execute(statement, values)).toCompletableFuture().join();
  }

  @Override
  public void close() {
    database.close();
  }
}
