package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.DatabaseSettings;
import org.openwa.testing.Databases;
import org.openwa.testing.SimulatedPhone;

/**
 * A linked session moves to a node that has never seen it, with nothing but the database and the
 * vault key file: real nodes, real Chromium, whose page keeps a key that no script can read.
 */
@Tag("e2e")
class VaultE2eTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SESSION = "/api/sessions/default";

  @TempDir private Path folder;

  private SimulatedPhone phone;
  private Map<String, String> environment;

  @BeforeEach
  void start() throws Exception {
    phone = SimulatedPhone.start(folder.resolve("simulator"));
    DatabaseSettings database = Databases.postgresql();
    Path keyFile = folder.resolve("vault-key");
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Files.writeString(keyFile, "k1 " + Base64.getEncoder().encodeToString(key) + "\n");
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
    environment =
        Map.of(
            "DATABASE_ADAPTER", "postgresql",
            "OPENWA_DATABASE_URL", database.url(),
            "OPENWA_DATABASE_USER", database.user(),
            "OPENWA_DATABASE_PASSWORD", database.password(),
            "OPENWA_VAULT_KEY_FILE", keyFile.toString(),
            "OPENWA_MEDIA_DIR", folder.resolve("media").toString(),
            "OPENWA_VAULT_SETTLE_TIME", "1s",
            "OPENWA_VAULT_INTERVAL", "1s");
  }

  @AfterEach
  void stop() {
    phone.close();
  }

  @Test
  void aSessionThatClosedInOrderIsConnectedOnAnotherNodeWithoutANewCode() throws Exception {
    try (NodeProcess here = node("a")) {
      link(here);
      here.terminate();
    }

    try (NodeProcess there = node("b")) {
      awaitStatus(there, "CONNECTED");

      assertThat(there.get(SESSION).json().path("node").asText()).isEqualTo("node-b");
      assertThat(phone.scans()).isEqualTo(1);
      assertThat(sends(there)).isEqualTo("SENT");
    }
  }

  @Test
  void aSessionWhoseNodeWasKilledIsConnectedOnAnotherNodeFromACopyMadeWhileItRan()
      throws Exception {
    int a = freePort();
    int b = freePort();
    try (NodeProcess here = member("a", a, a)) {
      link(here);
      awaitSaved(here);
      try (NodeProcess there = member("b", b, a)) {
        awaitTwo(there);
        here.killHard();
        awaitOn(there, "node-b");
        assertThat(phone.scans()).isEqualTo(1);
        assertThat(sends(there)).isEqualTo("SENT");

        // Back on the first node, whose own folder is the older one now.
        try (NodeProcess again = member("a", a, b)) {
          awaitTwo(again);
          there.terminate();
          awaitOn(again, "node-a");
          assertThat(phone.scans()).isEqualTo(1);
        }
      }
    }
  }

  /** A node that is killed while the other one is still joining leaves nobody behind. */
  private static void awaitTwo(NodeProcess node) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          JsonNode nodes = node.get("/api/cluster").json().path("nodes");
          return node.get("/health/ready").status() == 200
              && nodes.findValues("slots").size() == 2
              && nodes.findValues("slots").stream().noneMatch(JsonNode::isNull);
        });
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** A node of a cluster: only who has been in it may take what a dead node had. */
  private NodeProcess member(String name, int port, int seed) throws IOException {
    return node(
        name,
        Map.of(
            "OPENWA_CLUSTER_JOIN",
            "seeds",
            "OPENWA_CLUSTER_HOST",
            "127.0.0.1",
            "OPENWA_CLUSTER_PORT",
            Integer.toString(port),
            "OPENWA_CLUSTER_SEEDS",
            "127.0.0.1:" + seed));
  }

  private static void awaitOn(NodeProcess node, String name) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          JsonNode session = node.get(SESSION).json();
          assertThat(session.path("status").asText()).as("%s", session).isEqualTo("CONNECTED");
          assertThat(session.path("node").asText()).isEqualTo(name);
        });
  }

  private NodeProcess node(String name) throws IOException {
    return node(name, Map.of());
  }

  private NodeProcess node(String name, Map<String, String> more) throws IOException {
    Map<String, String> own = new HashMap<>(environment);
    own.putAll(more);
    own.put("OPENWA_NODE", "node-" + name);
    own.put("OPENWA_SIMULATOR_URL", phone.simulator());
    return NodeProcess.start(folder.resolve(name), own);
  }

  private void link(NodeProcess node) throws Exception {
    assertThat(node.post("/api/sessions", "{\"id\": \"default\"}").status()).isEqualTo(201);
    awaitStatus(node, "SCAN_QR");
    phone.scan(node.get(SESSION + "/qr?format=raw").body());
    awaitStatus(node, "CONNECTED");
  }

  private static String sends(NodeProcess node) {
    return node.post(
            SESSION + "/messages",
            "{\"phone\": \"4915111111111@c.us\", \"type\": \"text\", \"body\": \"moved\"}")
        .json()
        .path("status")
        .asText();
  }

  private static void awaitSaved(NodeProcess node) {
    await()
        .atMost(PATIENCE)
        .until(() -> node.get(SESSION).json().path("profile").path("version").asInt() > 0);
  }

  private static void awaitStatus(NodeProcess node, String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(node.get(SESSION).json().path("status").asText())
                .as("%s", node.get(SESSION).body())
                .isEqualTo(status));
  }
}
