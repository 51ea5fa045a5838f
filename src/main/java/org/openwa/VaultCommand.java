package org.openwa;

import com.zaxxer.hikari.pool.HikariPool;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.model.SessionId;
import org.openwa.vault.ProfileVault;
import org.openwa.vault.VaultKeys;
import org.openwa.vault.VaultStore;
import org.openwa.vault.jdbc.JdbcVaultStore;

/**
 * {@code vault ...}: what operators do with keys and saved profiles. Works on the database itself,
 * so with H2 only while no node runs.
 */
final class VaultCommand {

  private final Settings settings;
  private final PrintStream out;
  private final SecureRandom random = new SecureRandom();

  VaultCommand(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /** Makes a key file, or puts a new key in front of those that it has. */
  static void newKey(Path file, PrintStream out) {
    VaultKeys keys = VaultKeys.addTo(file, new SecureRandom());
    out.println("key " + keys.newestId() + " is the first of " + file);
  }

  /** Whether there is such a command. */
  static boolean knows(String name) {
    return List.of("list", "verify", "rotate-key", "rewrap").contains(name);
  }

  /** Answers whether all is well. */
  boolean run(String name) {
    if (name.equals("rotate-key")) {
      newKey(settings.vault().keyFile(), out);
    }
    try (Database database = open()) {
      VaultStore store = new JdbcVaultStore(database, Clock.systemUTC());
      ProfileVault vault = vault(store);
      return switch (name) {
        case "list" -> list(store);
        case "verify" -> verify(store, vault);
        default -> rewrap(vault);
      };
    }
  }

  private Database open() {
    try {
      return Database.open(settings.database(), Version.current());
    } catch (HikariPool.PoolInitializationException e) {
      throw settings.database().isShared()
          ? e
          : new IllegalStateException(
              "the database cannot be opened; a node that runs keeps it to itself: stop it first",
              e);
    }
  }

  private ProfileVault vault(VaultStore store) {
    return new ProfileVault(
        store,
        () -> VaultKeys.read(settings.vault().keyFile()),
        settings.vault().keepVersions(),
        settings.node(),
        () -> 0,
        random,
        Clock.systemUTC());
  }

  private boolean list(VaultStore store) {
    for (SessionId session : store.sessions()) {
      for (VaultStore.Version version : store.versions(session)) {
        out.printf(
            "%s version %d epoch %d Chromium %d: %d files, %d bytes, %s%n",
            session,
            version.number(),
            version.epoch(),
            version.chromium(),
            version.files(),
            version.bytes(),
            version.savedAt());
      }
    }
    return true;
  }

  private boolean verify(VaultStore store, ProfileVault vault) {
    boolean good = true;
    for (SessionId session : store.sessions()) {
      List<String> problems = vault.verify(session);
      problems.forEach(problem -> out.println(session + ": " + problem));
      if (problems.isEmpty()) {
        out.println(session + ": good");
      }
      good &= problems.isEmpty();
    }
    return good;
  }

  private boolean rewrap(ProfileVault vault) {
    out.println(vault.rewrapKeys() + " sessions wrapped with the first key");
    return true;
  }
}
