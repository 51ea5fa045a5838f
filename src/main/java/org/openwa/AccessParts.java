package org.openwa;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.openwa.access.ApiKeys;
import org.openwa.access.MintedKeys;
import org.openwa.access.Seal;
import org.openwa.access.jdbc.JdbcKeyTable;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.database.DatabaseClock;
import org.openwa.http.AccessDesk;
import org.openwa.vault.VaultKeys;
import org.openwa.vault.VaultSeal;

/** Wires who may use the API. */
final class AccessParts {

  /** What the vault's seal is told that it seals. */
  private static final String PLACE = "shared-secret";

  private AccessParts() {}

  /**
   * The desk of a node.
   *
   * @param fixed the keys that are not in the database
   */
  static AccessDesk desk(Settings settings, Database database, ApiKeys fixed, Clock clock) {
    JdbcKeyTable table = table(settings.vault().keyFile(), database);
    MintedKeys keys = new MintedKeys(fixed, table, System::nanoTime);
    return new AccessDesk(
        keys, table, keys::forget, settings.http().trustedProxies(), clock, new SecureRandom());
  }

  /** The minted keys, which are hashed with a secret that the vault's keys seal. */
  static JdbcKeyTable table(Path keyFile, Database database) {
    return new JdbcKeyTable(
        database, DatabaseClock.ofDatabase(), sealedBy(keyFile), new SecureRandom());
  }

  /** Reads the file each time: it may have a new key. */
  private static Seal sealedBy(Path keyFile) {
    return new Seal() {
      @Override
      public String close(String plain) {
        return vault().seal(plain, PLACE);
      }

      @Override
      public String open(String sealed) {
        return vault().open(sealed, PLACE);
      }

      private VaultSeal vault() {
        return new VaultSeal(VaultKeys.read(keyFile), new SecureRandom());
      }
    };
  }
}
