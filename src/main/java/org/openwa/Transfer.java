package org.openwa;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.transfer.ExportReader;
import org.openwa.transfer.Secrecy;
import org.openwa.transfer.Summary;
import org.openwa.transfer.jdbc.DatabaseExport;
import org.openwa.transfer.jdbc.DatabaseImport;
import org.openwa.vault.VaultKeys;
import org.openwa.vault.VaultSeal;

/**
 * Writes exports, and reads them, with the vault's keys for what nobody may read in them. Blocks.
 */
final class Transfer {

  private Transfer() {}

  static Summary write(Settings settings, Database database, OutputStream out) throws IOException {
    return done(
        new DatabaseExport(
                database, Version.current(), secrecy(settings.vault().keyFile()), Clock.systemUTC())
            .write(out));
  }

  static Summary read(Path keyFile, Database database, InputStream in, boolean overwrite)
      throws IOException {
    return done(new DatabaseImport(database, secrecy(keyFile)).read(in, overwrite));
  }

  /** Reads an export to its end, and believes it only then; keeps nothing. */
  static Summary examine(InputStream in) throws IOException {
    return ExportReader.examine(in);
  }

  private static Secrecy secrecy(Path keyFile) {
    VaultSeal seal = new VaultSeal(VaultKeys.read(keyFile), new SecureRandom());
    return new Secrecy() {
      @Override
      public String seal(String table, String column, String plain) {
        return seal.seal(plain, table + "." + column);
      }

      @Override
      public String open(String table, String column, String sealed) {
        return seal.open(sealed, table + "." + column);
      }
    };
  }

  private static Summary done(CompletionStage<Summary> work) throws IOException {
    try {
      return work.toCompletableFuture().join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case UncheckedIOException problem -> throw problem.getCause();
        case RuntimeException problem -> throw problem;
        case null, default -> throw e;
      }
    }
  }
}
