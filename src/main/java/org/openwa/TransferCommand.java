package org.openwa;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.http.AdminDesk;
import org.openwa.transfer.Summary;

/**
 * {@code export} and {@code import}. Both take {@code -} for the standard streams; what they say
 * goes to the other one.
 */
final class TransferCommand {

  private static final Path STANDARD = Path.of("-");

  private final Settings settings;
  private final PrintStream out;

  /**
   * @param out for what a person reads
   */
  TransferCommand(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /** Writes the file, whole or not at all. */
  void export(Path file) throws IOException {
    if (file.equals(STANDARD)) {
      OutputStream standard = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
      write(standard);
      standard.flush();
      return;
    }
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            ".export",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(draft))) {
        write(bytes);
      }
      requireWhole(draft);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
    out.println("written: " + file + ", " + Files.size(file) + " bytes");
  }

  private void write(OutputStream bytes) throws IOException {
    switch (DatabaseAccess.of(settings)) {
      case DatabaseAccess.Here here -> {
        try (here) {
          Transfer.write(settings, here.database(), bytes);
        }
      }
      case DatabaseAccess.AtNode(NodeClient node) -> node.export(bytes);
    }
  }

  private void requireWhole(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      say(Transfer.examine(in));
    }
  }

  /** Puts an export into the database of the settings. */
  void load(Path file, boolean overwrite, Path keyFile) throws IOException {
    try (DatabaseAccess.Here here = DatabaseAccess.alone(settings);
        InputStream in = input(file)) {
      here.database().migrate(Version.current());
      say(Transfer.read(keyFile, here.database(), in, overwrite));
    }
    out.println("imported");
  }

  /**
   * Loads an export into a database that is thrown away, and reads every saved profile from it.
   * Answers whether all is well.
   */
  boolean check(Path file, Path keyFile) throws IOException {
    Path scratch = Files.createTempDirectory("openwa-check");
    DatabaseSettings throwaway =
        new DatabaseSettings(
            DatabaseSettings.Adapter.H2, DatabaseSettings.h2File(scratch), "sa", "", 2);
    try (Database database = Database.open(throwaway, Version.current());
        InputStream in = input(file)) {
      say(Transfer.read(keyFile, database, in, false));
      boolean good =
          new VaultReport(settings, keyFile, database, out).run(AdminDesk.VaultTask.VERIFY);
      out.println(good ? "good" : "not every saved profile can be restored");
      return good;
    } finally {
      delete(scratch);
    }
  }

  private static InputStream input(Path file) throws IOException {
    return new BufferedInputStream(
        file.equals(STANDARD)
            ? new FileInputStream(FileDescriptor.in)
            : Files.newInputStream(file));
  }

  private void say(Summary summary) {
    summary
        .rows()
        .forEach((table, rows) -> {
          if (rows > 0) {
            out.printf("%-22s %d%n", table, rows);
          }
        });
    out.printf(
        "%d rows of version %s, schema %s, written from %s at %s%n",
        summary.total(),
        summary.origin().program(),
        summary.origin().schema(),
        summary.origin().database(),
        summary.origin().writtenAt());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
