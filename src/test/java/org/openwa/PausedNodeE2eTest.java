package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.lease.Uptime;
import org.openwa.simulator.SimulatorSettings;
import org.openwa.simulator.WhatsAppWebSimulator;
import org.openwa.testing.Databases;
import org.openwa.vault.VaultKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole node with a real browser that is stopped for longer than its lease. */
@Tag("e2e")
class PausedNodeE2eTest {

  private static final Logger LOG = LoggerFactory.getLogger(PausedNodeE2eTest.class);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofSeconds(15);

  @TempDir private Path folder;

  private final Uptime uptime = new Uptime();

  @Test
  void theGuardOfAPausedNodeKillsBeforeTheLeaseRunsOut() throws Exception {
    DatabaseSettings settings = Databases.postgresql();
    Path guards = folder.resolve("guards.log");
    try (Database database = Database.open(settings, Version.current());
        WhatsAppWebSimulator simulator =
            WhatsAppWebSimulator.start(SimulatorSettings.at(0, folder.resolve("simulator")));
        NodeProcess node = start(settings, simulator, guards)) {
      node.post("/api/sessions", "{\"id\": \"default\"}");
      awaitStatus(node, "SCAN_QR");

      signal("STOP", node.pid());
      long stopped = uptime.getAsLong();
      long freeAt = stopped + leaseLeft(database).toNanos();
      await().pollDelay(PAUSE).atMost(PAUSE.plusSeconds(5)).until(() -> !ends(guards).isEmpty());
      long killed = ends(guards).getFirst();
      signal("CONT", node.pid());

      LOG.warn(
          "killed {} ms after the pause began, {} ms before the lease ran out",
          TimeUnit.NANOSECONDS.toMillis(killed - stopped),
          TimeUnit.NANOSECONDS.toMillis(freeAt - killed));
      assertThat(killed).isLessThan(freeAt);
      assertThat(ends(guards)).hasSize(1);
      awaitStatus(node, "SCAN_QR");
      // In order, so that nothing of it still writes where the test cleans up.
      node.terminate();
    }
  }

  private NodeProcess start(DatabaseSettings database, WhatsAppWebSimulator simulator, Path guards)
      throws IOException {
    Path vaultKey = folder.resolve("vault-key");
    VaultKeys.readOrMake(vaultKey, new SecureRandom());
    return NodeProcess.start(
        folder.resolve("data"),
        Map.of(
            "OPENWA_SIMULATOR_URL", "http://127.0.0.1:" + simulator.port(),
            "DATABASE_ADAPTER", "postgresql",
            "OPENWA_DATABASE_URL", database.url(),
            "OPENWA_DATABASE_USER", database.user(),
            "OPENWA_VAULT_KEY_FILE", vaultKey.toString(),
            "OPENWA_GUARD_LOG", guards.toString()));
  }

  /** By the database's clock. What it takes to ask makes it less, never more. */
  private static Duration leaseLeft(Database database) throws Exception {
    return database
        .inTransaction(handle ->
            handle
                .createQuery("SELECT expires_at, CURRENT_TIMESTAMP AS now FROM lease")
                .map((row, _) ->
                    Duration.between(
                        row.getTimestamp("now").toInstant(),
                        row.getTimestamp("expires_at").toInstant()))
                .one())
        .toCompletableFuture()
        .get();
  }

  /** When nothing was left of browsers, on the kernel's clock. */
  private static List<Long> ends(Path guards) throws IOException {
    return Files.readAllLines(guards).stream()
        .map(line -> line.split(" "))
        .filter(words -> Arrays.asList(words).contains("end"))
        .map(words -> Long.parseLong(words[3]) * 10_000_000)
        .toList();
  }

  private static void awaitStatus(NodeProcess node, String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(node.get("/api/sessions/default").json().path("status").asText())
                .isEqualTo(status));
  }

  private static void signal(String name, long pid) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor();
  }
}
