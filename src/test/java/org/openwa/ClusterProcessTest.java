package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.DatabaseSettings;
import org.openwa.simulator.SimulatorSettings;
import org.openwa.simulator.WhatsAppWebSimulator;
import org.openwa.testing.Databases;
import org.openwa.vault.VaultKeys;

/** Two processes and one PostgreSQL; one of them is killed. */
@Tag("e2e")
class ClusterProcessTest {

  private static final int SEED = 21660;
  private static final Duration GATE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private final DatabaseSettings database = Databases.postgresql();
  private WhatsAppWebSimulator simulator;
  private NodeProcess oldest;
  private NodeProcess survivor;

  @BeforeEach
  void start() throws Exception {
    simulator = WhatsAppWebSimulator.start(SimulatorSettings.at(0, folder.resolve("simulator")));
    oldest = node(1);
    survivor = node(2);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> survivor.get("/api/cluster").body().split("\"status\":\"up\"").length == 3);
  }

  private NodeProcess node(int number) throws IOException {
    Path vaultKey = folder.resolve("vault-key");
    VaultKeys.readOrMake(vaultKey, new SecureRandom());
    return NodeProcess.start(
        folder.resolve("node-" + number),
        Map.ofEntries(
            Map.entry("OPENWA_SIMULATOR_URL", "http://127.0.0.1:" + simulator.port()),
            Map.entry("OPENWA_NODE", "node-" + number),
            Map.entry("DATABASE_ADAPTER", "postgresql"),
            Map.entry("OPENWA_DATABASE_URL", database.url()),
            Map.entry("OPENWA_DATABASE_USER", database.user()),
            Map.entry("OPENWA_VAULT_KEY_FILE", vaultKey.toString()),
            Map.entry("OPENWA_MEDIA_DIR", folder.resolve("media").toString()),
            Map.entry("OPENWA_CLUSTER_JOIN", "seeds"),
            Map.entry("OPENWA_CLUSTER_PORT", Integer.toString(SEED + number - 1)),
            Map.entry("OPENWA_CLUSTER_SEEDS", "127.0.0.1:" + SEED)));
  }

  @AfterEach
  void stop() {
    survivor.close();
    oldest.close();
    simulator.close();
  }

  @Test
  void whenTheOlderOfTwoIsKilledTheOtherGoesOnAndNoRequestFails() {
    for (int i = 0; i < 8; i++) {
      String body = "{\"id\": \"s%d\", \"start\": false}".formatted(i);
      assertThat(oldest.post("/api/sessions", body).status()).isEqualTo(201);
    }

    oldest.killHard();
    long began = System.nanoTime();
    for (int i = 0; i < 8; i++) {
      assertThat(survivor.get("/api/sessions/s" + i).status()).isEqualTo(200);
    }
    Duration gap = Duration.ofNanos(System.nanoTime() - began);
    NodeProcess.Answer created =
        survivor.post("/api/sessions", "{\"id\": \"late\", \"start\": false}");

    assertThat(gap).isLessThan(GATE);
    assertThat(created.status()).isEqualTo(201);
  }
}
