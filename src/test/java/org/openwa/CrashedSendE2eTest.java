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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.simulator.SimulatorSettings;
import org.openwa.simulator.WhatsAppWebSimulator;

/** Whatever dies during a send: WhatsApp has the message once, and the row says so in the end. */
class CrashedSendE2eTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PHONE = "4917012345";
  private static final String MESSAGES = "/api/sessions/default/messages";

  @TempDir private Path folder;

  private WhatsAppWebSimulator simulator;
  private NodeProcess node;

  @BeforeEach
  void link() throws Exception {
    simulator = WhatsAppWebSimulator.start(SimulatorSettings.at(0, folder.resolve("simulator")));
    phone("PUT", "", "{\"name\": \"Ada\"}");
    node = startNode();
    node.post("/api/sessions", "{\"id\": \"default\"}");
    awaitStatus("SCAN_QR");
    String qr = node.get("/api/sessions/default/qr?format=raw").body();
    phone("POST", "/scan", new ObjectMapper().createObjectNode().put("qr", qr).toString());
    awaitStatus("CONNECTED");
  }

  @AfterEach
  void stop() {
    node.close();
    simulator.close();
  }

  @Test
  void aBrowserKilledDuringASendSendsNothingTwice() throws Exception {
    String id = beginSlowSend();

    browsers().forEach(ProcessHandle::destroyForcibly);

    assertThatWhatsAppHasItOnce(id);
  }

  @Test
  void aNodeKilledDuringASendSendsNothingTwice() throws Exception {
    String id = beginSlowSend();

    node.killHard();
    await().atMost(PATIENCE).until(() -> browsers().isEmpty());
    node = startNode();

    assertThatWhatsAppHasItOnce(id);
  }

  @Test
  void aSendThatNeverLeftThePageIsKnownToHaveFailedOrIsSentOnce() throws Exception {
    phone("POST", "/faults", "{\"drop\": 1}");
    String id = beginSend();

    node.killHard();
    await().atMost(PATIENCE).until(() -> browsers().isEmpty());
    node = startNode();

    assertThatWhatsAppHasItOnce(id);
  }

  private String beginSlowSend() throws Exception {
    phone("POST", "/faults", "{\"slowSend\": 4000}");
    return beginSend();
  }

  /** Sends, and answers the id when the message is stored and on its way. */
  private String beginSend() {
    NodeProcess current = node;
    var _ = CompletableFuture.supplyAsync(() -> current.post(MESSAGES, body()));
    await().atMost(PATIENCE).until(() -> !rows().isEmpty());
    await().during(Duration.ofSeconds(1)).until(() -> !rows().isEmpty());
    assertThat(rows().path(0).path("status").asText()).isEqualTo("PENDING");
    return rows().path(0).path("id").asText();
  }

  private static String body() {
    return "{\"phone\": \"4915111111111\", \"type\": \"text\", \"body\": \"only once\"}";
  }

  /** The page itself may repeat what it has under the same id; WhatsApp takes an id once. */
  private void assertThatWhatsAppHasItOnce(String id) throws Exception {
    phone("POST", "/faults", "{\"slowSend\": 0}");
    awaitStatus("CONNECTED");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(rows().path(0).path("status").asText()).isIn("SENT", "DELIVERED", "READ"));
    assertThat(rows()).hasSize(1);
    assertThat(rows().path(0).path("id").asText()).isEqualTo(id);
    JsonNode oracle = phone("GET", "/messages", "");
    assertThat(oracle).hasSize(1);
    assertThat(oracle.path(0).path("id").asText()).isEqualTo(id);
  }

  private JsonNode rows() {
    return node.get(MESSAGES).json();
  }

  private NodeProcess startNode() throws IOException {
    return NodeProcess.start(
        folder.resolve("data"), URI.create("http://127.0.0.1:" + simulator.port()));
  }

  private void awaitStatus(String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(node.get("/api/sessions/default").json().path("status").asText())
                .isEqualTo(status));
  }

  /** Processes of this test's browsers, told apart from others by their profile. */
  private List<ProcessHandle> browsers() {
    String profiles = folder.resolve("data/profiles").toString();
    Stream<ProcessHandle> all = ProcessHandle.allProcesses();
    return all.filter(process -> process.info().commandLine().orElse("").contains(profiles))
        .toList();
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
