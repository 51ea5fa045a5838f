package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openwa.testing.Databases;
import org.openwa.testing.SimulatedPhone;

/**
 * A node with one session, the simulated phone that it is linked to, and a receiver of all its
 * events.
 */
final class LinkedNode implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final String SESSION = "/api/sessions/default";
  static final String MESSAGES = SESSION + "/messages";
  static final String FRIEND = SimulatedPhone.FRIEND;
  static final String FRIEND_ID = FRIEND + "@c.us";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the node keeps what must outlive it. */
  enum Storage {
    H2,
    POSTGRESQL;

    /** Settings that lead to an empty one. */
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
              "OPENWA_VAULT_KEY_FILE", vaultKey(folder).toString());
        }
      };
    }

    private static Path vaultKey(Path folder) {
      byte[] key = new byte[32];
      Path file = folder.resolve("vault-key");
      try {
        Files.writeString(file, "test " + Base64.getEncoder().encodeToString(key));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final Path data;
  private final Map<String, String> settings;
  private final SimulatedPhone phone;
  private final HttpServer receiver;
  private final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private NodeProcess node;

  private LinkedNode(Path folder, Storage storage, Map<String, String> more) throws IOException {
    data = folder.resolve("data");
    phone = SimulatedPhone.start(folder.resolve("simulator"));
    settings = new HashMap<>(storage.settings(folder));
    settings.putAll(more);
    settings.put("OPENWA_SIMULATOR_URL", phone.simulator());
    settings.put("OPENWA_MEMORY_INTERVAL", "1s");
    settings.put("OPENWA_MEMORY_SESSION_LIMIT", "50MiB");
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    receiver.createContext(
        "/",
        exchange -> {
          received.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    node = startNode();
  }

  /** Everything up, with a session that does not run yet. */
  static LinkedNode start(Path folder) throws IOException {
    return start(folder, Storage.H2);
  }

  static LinkedNode start(Path folder, Storage storage) throws IOException {
    return start(folder, storage, Map.of());
  }

  /** The same with more settings. */
  static LinkedNode start(Path folder, Storage storage, Map<String, String> more)
      throws IOException {
    LinkedNode started = new LinkedNode(folder, storage, more);
    try {
      started.create();
      return started;
    } catch (AssertionError e) {
      started.close();
      throw e;
    }
  }

  private void create() {
    Map<String, ?> session = Map.of("id", "default", "start", false);
    Map<String, ?> webhook = Map.of("url", receiverUrl(), "events", List.of("*"));
    assertThat(post("/api/sessions", session).status()).isEqualTo(201);
    assertThat(post(SESSION + "/webhooks", webhook).status()).isEqualTo(201);
  }

  private NodeProcess startNode() throws IOException {
    return NodeProcess.start(data, settings);
  }

  private String receiverUrl() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
  }

  /** Where the node keeps its database and profiles. */
  Path data() {
    return data;
  }

  /** Starts the session and has the phone scan its code. */
  void link() {
    assertThat(node.post(SESSION + "/start", "").status()).isLessThan(300);
    awaitStatus("SCAN_QR");
    phone.scan(node.get(SESSION + "/qr?format=raw").body());
    awaitStatus("CONNECTED");
  }

  NodeProcess api() {
    return node;
  }

  /** As {@code kill -9} does it; answers when its browsers have gone too. */
  void crash() {
    node.killHard();
    await().atMost(PATIENCE).until(() -> browsers().isEmpty());
  }

  void stopNode() {
    node.terminate();
  }

  void startNodeAgain() throws IOException {
    node = startNode();
  }

  /** The same with other data: another installation, for the same phone. */
  void startNodeOn(Path otherData) throws IOException {
    node = NodeProcess.start(otherData, settings);
  }

  void awaitStatus(String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(get(SESSION).path("status").asText()).isEqualTo(status));
  }

  JsonNode get(String path) {
    return node.get(path).json();
  }

  NodeProcess.Answer post(String path, Map<String, ?> body) {
    return node.post(path, JSON.valueToTree(body).toString());
  }

  NodeProcess.Answer delete(String path) {
    return node.delete(path);
  }

  NodeProcess.Answer send(String text) {
    return post(MESSAGES, text(text));
  }

  NodeProcess.Answer postUnderKey(String key, String path, Map<String, ?> body) {
    return node.postUnderKey(key, path, JSON.valueToTree(body).toString());
  }

  /** The same to the node that runs now, without waiting. */
  CompletableFuture<NodeProcess.Answer> postUnderKeyLater(
      String key, String path, Map<String, ?> body) {
    NodeProcess current = node;
    String text = JSON.valueToTree(body).toString();
    return CompletableFuture.supplyAsync(() -> current.postUnderKey(key, path, text));
  }

  /** A text to the friend, as the API takes it. */
  static Map<String, String> text(String body) {
    return Map.of("phone", FRIEND_ID, "type", "text", "body", body);
  }

  /** Processes of this node's browsers, told apart from others by their profile. */
  List<ProcessHandle> browsers() {
    String profiles = data.resolve("profiles").toString();
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(profiles))
        .toList();
  }

  /** How often the phone scanned a code; once is enough for good. */
  int scans() {
    return phone.scans();
  }

  /** All messages that WhatsApp itself knows. */
  List<JsonNode> oracle() {
    return phone.messages();
  }

  /** A friend writes to the session; answers WhatsApp's id of the message. */
  String friendWrites(String body) {
    return phone.friendWrites(body);
  }

  /** Lets something happen in WhatsApp, as the simulator's page of the documentation says. */
  JsonNode happens(Map<String, ?> event) {
    return phone.call("POST", "/events", event);
  }

  /** A call of the phone's API. */
  JsonNode phone(String method, String path, Map<String, ?> body) {
    return phone.call(method, path, body);
  }

  /** What the receiver got, in its order. */
  List<JsonNode> received() {
    return received;
  }

  /** The data of all events of this kind that the receiver got. */
  List<JsonNode> received(String kind) {
    return received.stream()
        .filter(event -> event.path("event").asText().equals(kind))
        .map(event -> event.path("data"))
        .toList();
  }

  /** Waits for the first event of this kind; answers its data. */
  JsonNode awaitEvent(String kind) {
    await().atMost(PATIENCE).until(() -> !received(kind).isEmpty());
    return received(kind).getFirst();
  }

  /** The message of this id as the API shows it. */
  JsonNode message(String id) {
    for (JsonNode message : get(SESSION + "/messages?limit=200")) {
      if (message.path("id").asText().equals(id)) {
        return message;
      }
    }
    throw new AssertionError("no message " + id);
  }

  @Override
  public void close() {
    node.close();
    phone.close();
    receiver.stop(0);
  }
}
