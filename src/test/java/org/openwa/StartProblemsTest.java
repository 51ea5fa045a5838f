package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;

/** What an operator reads when a node cannot start: one line that says what to do, and exit 1. */
class StartProblemsTest {

  @TempDir private Path folder;

  @Test
  void aTakenPort() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      NodeProcess.Failure failure =
          start(Map.of("OPENWA_PORT", String.valueOf(taken.getLocalPort())));

      assertSaid(failure, "cannot open port " + taken.getLocalPort());
    }
  }

  @Test
  void aDataDirectoryThatCannotBe() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    NodeProcess.Failure failure = start(Map.of("OPENWA_DATA_DIR", file.resolve("data").toString()));

    assertSaid(failure, "openwa.data-dir (OPENWA_DATA_DIR)");
  }

  @Test
  void aMissingChromium() throws Exception {
    NodeProcess.Failure failure = start(Map.of("OPENWA_CHROMIUM", "/nowhere/chromium"));

    assertSaid(failure, "openwa.browser.binary (OPENWA_CHROMIUM) does not exist");
  }

  @Test
  void aSettingOutOfRange() throws Exception {
    NodeProcess.Failure failure = start(Map.of("OPENWA_MAX_BROWSERS", "0"));

    assertSaid(failure, "openwa.browser.max-per-node must be at least 1");
  }

  @Test
  void aSettingThatIsNoNumber() throws Exception {
    NodeProcess.Failure failure = start(Map.of("OPENWA_PORT", "http"));

    assertSaid(failure, "port");
  }

  @Test
  void aKeyThatIsTooShort() throws Exception {
    NodeProcess.Failure failure = start(Map.of("OPENWA_API_KEY", "short"));

    assertSaid(failure, "openwa.api-key");
    assertThat(failure.error()).doesNotContain("short");
  }

  @Test
  void aDatabaseNewerThanTheProgram() throws Exception {
    try (Database database = openDatabase()) {
      database
          .execute(handle -> handle.execute("UPDATE compatibility SET min_program_version = '9.9'"))
          .toCompletableFuture()
          .get();
    }

    NodeProcess.Failure failure = start(Map.of());

    assertSaid(failure, "The database is newer than this program");
  }

  @Test
  void aDatabaseThatAnotherNodeHasOpen() throws Exception {
    try (Database _ = openDatabase()) {
      NodeProcess.Failure failure = start(Map.of());

      assertSaid(failure, "the database cannot be opened");
    }
  }

  private Database openDatabase() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    return Database.open(
        new DatabaseSettings(
            DatabaseSettings.Adapter.H2, DatabaseSettings.h2File(data), "sa", "", 2),
        Version.current());
  }

  private NodeProcess.Failure start(Map<String, String> environment) throws Exception {
    Map<String, String> all = new HashMap<>();
    all.put("OPENWA_API_KEY", NodeProcess.KEY);
    all.putAll(environment);
    return NodeProcess.fail(folder.resolve("data"), all);
  }

  private static void assertSaid(NodeProcess.Failure failure, String text) {
    assertThat(failure.error().lines().toList()).as(failure.error()).hasSize(1);
    assertThat(failure.error()).startsWith("openwa: ").contains(text);
    assertThat(failure.code()).isEqualTo(1);
  }
}
