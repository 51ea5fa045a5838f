package org.openwa;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.openwa.access.jdbc.JdbcKeyTable;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.http.AdminDesk;
import org.openwa.model.SessionId;
import org.openwa.vault.ProfileVault;
import org.openwa.vault.VaultKeys;
import org.openwa.vault.VaultStore;
import org.openwa.vault.jdbc.JdbcVaultStore;

/** What operators do with keys and saved profiles, said in lines. Blocks. */
final class VaultReport {

  private final VaultStore store;
  private final ProfileVault vault;
  private final JdbcKeyTable keys;
  private final PrintStream out;

  VaultReport(Settings settings, Database database, PrintStream out) {
    this(settings, settings.vault().keyFile(), database, out);
  }

  /** The same with another key file. */
  VaultReport(Settings settings, Path keyFile, Database database, PrintStream out) {
    this.store = new JdbcVaultStore(database, Clock.systemUTC());
    this.vault =
        new ProfileVault(
            store,
            () -> VaultKeys.read(keyFile),
            settings.vault().keepVersions(),
            settings.node(),
            () -> 0,
            new SecureRandom(),
            Clock.systemUTC());
    this.keys = AccessParts.table(keyFile, database);
    this.out = out;
  }

  /** Answers whether all is well. */
  boolean run(AdminDesk.VaultTask task) {
    return switch (task) {
      case LIST -> list();
      case VERIFY -> verify();
      case REWRAP -> rewrap();
    };
  }

  private boolean list() {
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

  private boolean verify() {
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

  private boolean rewrap() {
    keys.sealAnew();
    out.println(vault.rewrapKeys() + " sessions wrapped with the first key");
    return true;
  }
}
