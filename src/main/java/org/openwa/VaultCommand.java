package org.openwa;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openwa.config.Settings;
import org.openwa.http.AdminDesk;
import org.openwa.vault.VaultKeys;
import org.openwa.vault.VaultSeal;

/**
 * {@code vault ...}: what operators do with keys and saved profiles; through the node that has the
 * database to itself, where there is one.
 */
final class VaultCommand {

  /** What is done to a text that comes in at the standard input. */
  static final Set<String> SEALING = Set.of("seal", "unseal");

  private static final String SEALED_FILE = "file";

  private final Settings settings;
  private final PrintStream out;

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
    return SEALING.contains(name)
        || List.of("list", "verify", "rotate-key", "rewrap").contains(name);
  }

  /** Answers whether all is well. */
  boolean run(String name) throws IOException {
    return switch (name) {
      case "seal", "unseal" -> {
        seal(name, settings.vault().keyFile(), out);
        yield true;
      }
      case "rotate-key" -> {
        newKey(settings.vault().keyFile(), out);
        yield run(AdminDesk.VaultTask.REWRAP);
      }
      default -> run(AdminDesk.VaultTask.valueOf(name.toUpperCase(Locale.ROOT)));
    };
  }

  private boolean run(AdminDesk.VaultTask task) throws IOException {
    return switch (DatabaseAccess.of(settings)) {
      case DatabaseAccess.Here here -> {
        try (here) {
          here.database().migrate(Version.current());
          yield new VaultReport(settings, here.database(), out).run(task);
        }
      }
      case DatabaseAccess.AtNode(NodeClient node) -> node.vault(task, out);
    };
  }

  /** Seals the standard input, or unseals it. */
  static void seal(String name, Path keyFile, PrintStream out) throws IOException {
    VaultSeal seal = new VaultSeal(VaultKeys.read(keyFile), new SecureRandom());
    String input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    if (name.equals("seal")) {
      out.println(seal.seal(input, SEALED_FILE));
    } else {
      out.print(seal.open(input, SEALED_FILE));
      out.flush();
    }
  }
}
