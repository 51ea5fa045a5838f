package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.openwa.simulator.SimulatorSettings;
import org.openwa.simulator.WhatsAppWebSimulator;
import org.openwa.testing.Databases;

/**
 * The whole program as its users see it: a process with real Chromium, whose session {@code default}
 * is linked to a simulated phone. The node may be killed and started again on what it left.
 */
final class LinkedNode implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final String FRIEND = "4915111111111";
  static final String SESSION = "/api/sessions/default";
  static final String MESSAGES = SESSION + "/messages";

  /** Where the node keeps what must outlive it. */
  enum Storage {
    H2,
    POSTGRESQL;

    private Map<String, String> settings(Path folder) {
      return switch (this) {
        case H2 -> Map.of();
        case POSTGRESQL -> {
          var database = Databases.postgresql();
          yield Map.of(
              "DATABASE_ADAPTER", "postgresql",
              "OPENWA_DATABASE_URL", database.url(),
              "OPENWA_DATABASE_USER", database.user(),
              "OPENWA_DATABASE_PASSWORD", database.password(),
              "OPENWA_DATABASE_POOL_SIZE", "4",
              "OPENWA_VAULT_KEY_FILE", folder.resolve("vault-key").toString());
        }
      };
    }
  }

  private static final String PHONE = "4917012345";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Map<String, String> settings;
  private final WhatsAppWebSimulator simulator;
  private NodeProcess node;

  private LinkedNode(Path folder, Storage storage) throws IOException {
    this.folder = folder;
    this.simulator =
        WhatsAppWebSimulator.start(SimulatorSettings.at(0, folder.resolve("simulator")));
    this.settings = new HashMap<>(storage.settings(folder));
    settings.put("OPENWA_SIMULATOR_URL", "http://127.0.0.1:" + simulator.port());
    this.node = NodeProcess.start(folder.resolve("data"), settings);
  }

  /** Starts everything below an empty folder and links the session. */
  static LinkedNode start(Path folder, Storage storage) throws Exception {
    LinkedNode started = new LinkedNode(folder, storage);
    started.phone("PUT", "", "{\"name\": \"Ada\"}");
    assertThat(started.api().post("/api/sessions", "{\"id\": \"default\"}").status())
        .isEqualTo(201);
    started.awaitStatus("SCAN_QR");
    String qr = started.api().get(SESSION + "/qr?format=raw").body();
    started.phone("POST", "/scan", JSON.createObjectNode().put("qr", qr).toString());
    started.awaitStatus("CONNECTED");
    return started;
  }

  NodeProcess api() {
    return node;
  }

  /** As {@code kill -9} does it; answers when its browsers have gone too. */
  void crash() {
    node.killHard();
    await().atMost(PATIENCE).until(() -> browsers().isEmpty());
  }

  /** Starts a node on what the last one left. */
  void startAgain() throws IOException {
    node = NodeProcess.start(folder.resolve("data"), settings);
  }

  NodeProcess.Answer send(String text) {
    return node.post(MESSAGES, text(text));
  }

  static String text(String body) {
    return "{\"phone\": \"%s@c.us\", \"type\": \"text\", \"body\": \"%s\"}".formatted(FRIEND, body);
  }

  void awaitStatus(String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(node.get(SESSION).json().path("status").asText()).isEqualTo(status));
  }

  /** How often the phone scanned a code; once is enough for good. */
  int scans() throws Exception {
    return phone("GET", "", "").path("scans").asInt();
  }

  /** All messages that WhatsApp itself knows. */
  List<JsonNode> oracle() throws Exception {
    return StreamSupport.stream(phone("GET", "/messages", "").spliterator(), false).toList();
  }

  /** Calls the API of the phone. */
  JsonNode phone(String method, String path, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + simulator.port() + "/phones/" + PHONE + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return JSON.readTree(answer.body());
  }

  /** Processes of this node's browsers, told apart from others by their profile. */
  List<ProcessHandle> browsers() {
    String profiles = folder.resolve("data/profiles").toString();
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(profiles))
        .toList();
  }

  @Override
  public void close() {
    node.close();
    simulator.close();
    http.close();
  }
}
