package org.openwa;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.openwa.config.Settings;

/** The commands about what is stored, with their arguments. */
final class DataCommands {

  private static final String STANDARD = "-";

  private DataCommands() {}

  /** Runs the command; answers whether all is well, and nothing where there is no such command. */
  static Optional<Boolean> run(List<String> command) throws IOException {
    Deque<String> rest = new ArrayDeque<>(command.subList(1, command.size()));
    return switch (command.getFirst()) {
      case "export" -> export(rest);
      case "import" -> load(rest);
      case "migrate" -> migrate(rest);
      case "vault" -> vault(rest);
      case "where" -> where(rest);
      default -> Optional.empty();
    };
  }

  private static Optional<Boolean> export(Deque<String> rest) throws IOException {
    if (rest.size() != 2 || !rest.removeFirst().equals("--output")) {
      return Optional.empty();
    }
    // What is exported to the standard output must not have our words in it.
    PrintStream out = rest.getFirst().equals(STANDARD) ? System.err : System.out;
    new TransferCommand(Settings.load(), out).export(path(rest.getFirst()));
    return Optional.of(true);
  }

  private static Optional<Boolean> load(Deque<String> rest) throws IOException {
    Optional<Path> file = Optional.empty();
    Optional<Path> keyFile = Optional.empty();
    boolean overwrite = false;
    boolean check = false;
    while (!rest.isEmpty()) {
      String word = rest.removeFirst();
      switch (word) {
        case "--overwrite" -> overwrite = true;
        case "--check" -> check = true;
        case "--key-file" -> keyFile = Optional.ofNullable(rest.poll()).map(DataCommands::path);
        default -> {
          if (file.isPresent() || word.startsWith("--")) {
            return Optional.empty();
          }
          file = Optional.of(path(word));
        }
      }
    }
    if (file.isEmpty() || (check && overwrite)) {
      return Optional.empty();
    }
    Settings settings = Settings.load();
    TransferCommand command = new TransferCommand(settings, System.out);
    Path keys = keyFile.orElse(settings.vault().keyFile());
    if (check) {
      return Optional.of(command.check(file.get(), keys));
    }
    command.load(file.get(), overwrite, keys);
    return Optional.of(true);
  }

  private static Optional<Boolean> migrate(Deque<String> rest) throws IOException {
    boolean only = rest.size() == 1 && rest.getFirst().equals("--dry-run");
    if (!rest.isEmpty() && !only) {
      return Optional.empty();
    }
    new MigrateCommand(Settings.load(), System.out).run(only);
    return Optional.of(true);
  }

  private static Optional<Boolean> vault(Deque<String> rest) throws IOException {
    String name = String.valueOf(rest.poll());
    if (name.equals("new-key") && rest.size() == 1) {
      VaultCommand.newKey(path(rest.getFirst()), System.out);
      return Optional.of(true);
    }
    if (VaultCommand.SEALING.contains(name) && rest.size() == 2 && isKeyFile(rest.removeFirst())) {
      VaultCommand.seal(name, path(rest.getFirst()), System.out);
      return Optional.of(true);
    }
    if (!VaultCommand.knows(name) || !rest.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new VaultCommand(Settings.load(), System.out).run(name));
  }

  private static boolean isKeyFile(String word) {
    return word.equals("--key-file");
  }

  private static Optional<Boolean> where(Deque<String> rest) {
    if (!rest.isEmpty()) {
      return Optional.empty();
    }
    Settings settings = Settings.load();
    Whereabouts.of(settings).forEach((name, place) -> System.out.println(name + " " + place));
    return Optional.of(true);
  }

  /** Where the caller is, not where the program is. */
  private static Path path(String word) {
    return word.equals(STANDARD)
        ? Path.of(word)
        : Path.of(System.getProperty("openwa.caller-directory", "")).resolve(word).toAbsolutePath();
  }
}
