package org.openwa;

import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.openwa.access.ApiKeys;
import org.openwa.access.FixedKey;
import org.openwa.access.KeyFile;
import org.openwa.browser.BrowserSettings;
import org.openwa.browser.selenium.SeleniumLauncher;
import org.openwa.config.ConfigProblem;
import org.openwa.config.Settings;
import org.openwa.database.SchemaException;
import org.openwa.lease.Uptime;
import org.openwa.transfer.TransferException;
import org.openwa.vault.VaultException;

/**
 * The program: {@code start [--demo]}, {@code simulator}, {@code train}, {@code version}, help, and
 * the {@link DataCommands}.
 */
public final class Main {

  private static final String HELP =
      """
      usage: scripts/openwa COMMAND

        start             runs a node in the foreground, with the real WhatsApp Web
        start --demo      the same with a simulated WhatsApp and a linked session, to try it
        simulator         runs only the simulated WhatsApp
        export --output FILE
                          writes all that is stored, while nodes run; secrets sealed with the vault's
                          key. FILE may be - for the standard output
        import FILE       puts that into an empty database, of either kind, on which no node runs
          --overwrite     ... into one that is not empty: everything in it is replaced
          --key-file KEYS ... with another vault key file
          --check         only tries it, in a database that is thrown away, and reads every profile
        migrate           says what is to be done to the schema, and does it; --dry-run: only says it
        vault list        what is saved: session, version, epoch, Chromium, size, time
        vault verify      reads every saved version and says what is damaged
        vault rotate-key  puts a new key into the key file and wraps everything with it
        vault new-key FILE  only the first half of that; makes a new file too
        vault rewrap      only the second half
        vault seal, unseal
                          seals the standard input, a text, with the first key; and the opposite
        where             where database, data, media and keys are, for scripts
        version           prints the version
        help              prints this

      Settings: cluster.conf and the environment; docs/OPERATIONS.md lists them.
      """;

  private Main() {}

  /** Runs a command. Where it cannot, it says so in one line and exits with 1. */
  public static void main(String[] arguments) {
    List<String> command = List.of(arguments);
    try {
      run(command);
    } catch (RuntimeException | IOException e) {
      System.err.println("openwa: " + explained(e));
      System.exit(1);
    }
  }

  private static void run(List<String> command) throws IOException {
    if (command.equals(List.of("start"))) {
      start();
    } else if (command.equals(List.of("start", "--demo"))) {
      Demo.start(Settings.load());
    } else if (command.equals(List.of("simulator"))) {
      SimulatorProcess.run(Settings.load());
    } else if (command.equals(List.of("train"))) {
      Training.run(Settings.load());
      // Kamon's threads go on for as long as the JVM does.
      System.exit(0);
    } else if (command.equals(List.of("version"))) {
      System.out.println(Version.current());
    } else if (command.equals(List.of("help")) || command.isEmpty()) {
      System.out.print(HELP);
    } else {
      Optional<Boolean> well = DataCommands.run(command);
      if (well.isEmpty()) {
        unknown(command);
      } else if (!well.get()) {
        System.exit(1);
      }
    }
  }

  private static void unknown(List<String> command) {
    System.err.println("openwa: unknown command: " + String.join(" ", command));
    System.err.print(HELP);
    System.exit(2);
  }

  private static void start() throws IOException {
    Settings settings = Settings.load();
    Optional<BrowserSettings.Simulator> simulator =
        settings.simulator().url().map(SimulatorClient::at).map(SimulatorClient::browserAddress);
    Node node = start(settings, simulator);
    System.out.println("OpenWA " + Version.current() + " answers on " + node.url());
  }

  /** Starts a node with real browsers, after a look at what it needs. */
  static Node start(Settings settings, Optional<BrowserSettings.Simulator> simulator)
      throws IOException {
    BrowserSettings browser = settings.browser().with(simulator);
    requireWritable(settings.dataDirectory());
    requireProgram(browser.binary(), "openwa.browser.binary (OPENWA_CHROMIUM)");
    requireProgram(browser.driver(), "openwa.browser.driver (OPENWA_CHROMEDRIVER)");
    Node node =
        Node.start(
            settings,
            lifetimes -> new SeleniumLauncher(browser, Clock.systemUTC(), new Uptime(), lifetimes),
            keys(settings));
    exitWhenGone(node);
    return node;
  }

  /** A node that left by itself, because the others go on without it, is to be started again. */
  private static void exitWhenGone(Node node) {
    node.whenTerminated().whenComplete((_, _) -> System.exit(1));
  }

  /** The key of the settings, or one that is made and kept beside the data. */
  static ApiKeys keys(Settings settings) {
    if (settings.apiKey().isPresent()) {
      return FixedKey.of(settings.apiKey().get());
    }
    KeyFile file = KeyFile.open(keyFile(settings), new SecureRandom());
    System.out.println(
        (file.made() ? "An admin key was made. It is in " : "The admin key is in ") + file.file());
    return file.key();
  }

  static Path keyFile(Settings settings) {
    return settings.dataDirectory().resolve("api-key");
  }

  private static void requireWritable(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ConfigProblem("openwa.data-dir (OPENWA_DATA_DIR) cannot be made: " + directory);
    }
    if (!Files.isWritable(directory)) {
      throw new ConfigProblem("openwa.data-dir (OPENWA_DATA_DIR) cannot be written: " + directory);
    }
  }

  private static void requireProgram(Path program, String setting) {
    if (!Files.isExecutable(program)) {
      throw new ConfigProblem(
          setting
              + " does not exist: "
              + program
              + " (Debian: apt-get install chromium chromium-driver)");
    }
  }

  private static String explained(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case ConfigProblem _,
          SchemaException _,
          VaultException _,
          TransferException _,
          IllegalStateException _ ->
          String.valueOf(cause.getMessage());
      case NoSuchFileException problem -> "there is no file " + problem.getMessage();
      case HikariPool.PoolInitializationException problem ->
          "the database cannot be opened: " + root(problem).getMessage();
      case BindException problem -> "a port is taken: " + problem.getMessage();
      default -> cause.toString();
    };
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
