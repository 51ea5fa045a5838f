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
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.simulator.SimulatorSettings;
import org.openwa.simulator.WhatsAppWebSimulator;

/** The whole program as its users see it: a process, its API, real Chromium, a simulated phone. */
class FirstLightE2eTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PHONE = "4917012345";
  private static final String FRIEND = "4915111111111";

  @TempDir private Path folder;

  private WhatsAppWebSimulator simulator;
  private NodeProcess node;

  @BeforeEach
  void start() throws Exception {
    simulator = WhatsAppWebSimulator.start(SimulatorSettings.at(0, folder.resolve("simulator")));
    phone("PUT", "", "{\"name\": \"Ada\"}");
    node = startNode();
  }

  private NodeProcess startNode() throws IOException {
    return NodeProcess.start(
        folder.resolve("data"), URI.create("http://127.0.0.1:" + simulator.port()));
  }

  @AfterEach
  void stop() {
    node.close();
    simulator.close();
  }

  @Test
  void aLinkedSessionSendsAndReceivesAndSurvivesARestartAndACrash() throws Exception {
    link();

    sendsAndReceives("first");
    int restarted = node.post("/api/sessions/default/restart", "").status();
    awaitStatus("INITIALIZING");
    awaitStatus("CONNECTED");
    sendsAndReceives("restarted");
    node.killHard();
    awaitNoBrowser();
    node = startNode();
    awaitStatus("CONNECTED");
    sendsAndReceives("crashed");

    assertThat(restarted).isEqualTo(202);
    assertThat(phone("GET", "", "").path("scans").asInt()).isEqualTo(1);
    assertThat(node.get("/api/sessions/default/messages").json()).hasSize(6);
  }

  @Test
  void aNodeThatIsTerminatedClosesItsBrowsersAndComesBack() throws Exception {
    link();

    node.terminate();
    long left = browsers();
    node = startNode();
    awaitStatus("CONNECTED");

    assertThat(left).isZero();
    assertThat(phone("GET", "", "").path("scans").asInt()).isEqualTo(1);
  }

  @Test
  void aSessionThatThePhoneUnlinksShowsANewCodeAfterAStart() throws Exception {
    link();

    phone("POST", "/unlink", "{}");
    awaitStatus("LOGGED_OUT");
    int send = send("too late").status();
    node.post("/api/sessions/default/start", "");
    awaitStatus("SCAN_QR");

    assertThat(send).isEqualTo(409);
    assertThat(node.get("/api/sessions/default").json().path("phone").isNull()).isTrue();
  }

  @Test
  void aNumberThatNobodyUsesIsRefused() throws Exception {
    link();

    NodeProcess.Answer answer =
        node.post(
            "/api/sessions/default/messages",
            "{\"phone\": \"0000000000\", \"type\": \"text\", \"body\": \"hello\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("code").asText()).isEqualTo("NUMBER_NOT_ON_WHATSAPP");
  }

  @Test
  void aDeletedSessionLeavesNoProfileAndCanBeMadeAgain() throws Exception {
    link();

    int deleted = node.delete("/api/sessions/default").status();

    assertThat(deleted).isEqualTo(204);
    await()
        .atMost(PATIENCE)
        .until(() -> !folder.resolve("data/profiles/default").toFile().exists());
    assertThat(phone("GET", "", "").path("linked")).isEmpty();
    node.post("/api/sessions", "{\"id\": \"default\"}");
    awaitStatus("SCAN_QR");
  }

  private void link() throws Exception {
    NodeProcess.Answer created = node.post("/api/sessions", "{\"id\": \"default\"}");
    assertThat(created.status()).isEqualTo(201);
    awaitStatus("SCAN_QR");
    String qr = node.get("/api/sessions/default/qr?format=raw").body();
    phone("POST", "/scan", new ObjectMapper().createObjectNode().put("qr", qr).toString());
    awaitStatus("CONNECTED");
  }

  private void sendsAndReceives(String word) throws Exception {
    NodeProcess.Answer sent = send(word + " out");
    phone("POST", "/messages", "{\"from\": \"%s\", \"body\": \"%s in\"}".formatted(FRIEND, word));

    assertThat(sent.status()).isEqualTo(201);
    assertThat(sent.json().path("status").asText()).isEqualTo("SENT");
    assertThat(oracle(sent.json().path("id").asText()).path("sends").asInt()).isEqualTo(1);
    await()
        .atMost(PATIENCE)
        .until(() -> node.get("/api/sessions/default/messages").body().contains(word + " in"));
  }

  private NodeProcess.Answer send(String text) {
    return node.post(
        "/api/sessions/default/messages",
        "{\"phone\": \"%s@c.us\", \"type\": \"text\", \"body\": \"%s\"}".formatted(FRIEND, text));
  }

  /** The one message of this id that WhatsApp itself knows. */
  private JsonNode oracle(String id) throws Exception {
    List<JsonNode> found =
        StreamSupport.stream(phone("GET", "/messages", "").spliterator(), false)
            .filter(message -> message.path("id").asText().equals(id))
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private void awaitStatus(String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(node.get("/api/sessions/default").json().path("status").asText())
                .isEqualTo(status));
  }

  private void awaitNoBrowser() {
    await().atMost(PATIENCE).until(() -> browsers() == 0);
  }

  /** Processes of this test's browsers, told apart from others by their profile. */
  private long browsers() {
    String profiles = folder.resolve("data/profiles").toString();
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(profiles))
        .count();
  }

  private JsonNode phone(String method, String path, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:" + simulator.port() + "/phones/" + PHONE + path))
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
      return new ObjectMapper().readTree(answer.body());
    }
  }
}
