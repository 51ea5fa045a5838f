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
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openwa.simulator.SimulatorSettings;
import org.openwa.simulator.WhatsAppWebSimulator;

/**
 * A caller that asks again under its Idempotency-Key until it knows the outcome, while the browser
 * or the whole node is killed at one step of the send after the other. The phone has the message
 * once where the answer was 201, and never where it was 422.
 */
@Tag("e2e")
class RetriedSendE2eTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PHONE = "4917012345";
  private static final String MESSAGES = "/api/sessions/default/messages";
  private static final String FILE =
      "\"media\":{\"base64\":\"iVBORw0KGgo=\",\"mimetype\":\"image/png\"},\"type\":\"image\"";

  @TempDir private static Path folder;

  private static WhatsAppWebSimulator simulator;
  private static NodeProcess node;

  @BeforeAll
  static void link() throws Exception {
    simulator = WhatsAppWebSimulator.start(SimulatorSettings.at(0, folder.resolve("simulator")));
    phone("PUT", "", "{\"name\": \"Ada\"}");
    node = newNode();
    node.post("/api/sessions", "{\"id\": \"default\"}");
    awaitStatus("SCAN_QR");
    String qr = node.get("/api/sessions/default/qr?format=raw").body();
    phone("POST", "/scan", new ObjectMapper().createObjectNode().put("qr", qr).toString());
    awaitStatus("CONNECTED");
  }

  @AfterAll
  static void stop() {
    node.close();
    simulator.close();
  }

  /**
   * The steps: {@code slow}, the number is being looked up and nothing is stored; {@code slowSend},
   * the page has it and WhatsApp not yet; {@code drop}, it was lost between them; {@code dropAck},
   * WhatsApp has it and the page does not know; {@code none}, the answer was on its way.
   */
  @ParameterizedTest
  @CsvSource({
    "browser, slow, 4000, text",
    "node, slow, 4000, text",
    "browser, slowSend, 4000, image",
    "node, slowSend, 4000, image",
    "browser, drop, 1, text",
    "node, drop, 1, text",
    "browser, dropAck, 1, text",
    "node, dropAck, 1, image",
    "node, none, 0, text"
  })
  void whateverDiesTheCallerLearnsTheOutcomeAndNothingIsSentTwice(
      String victim, String fault, int value, String type) throws Exception {
    String text = victim + "-" + fault + "-" + type;
    if (!fault.equals("none")) {
      phone("POST", "/faults", "{\"" + fault + "\": " + value + "}");
    }
    CompletableFuture<NodeProcess.Answer> first = attempt(text, type);
    awaitStep(fault, text, first);

    kill(victim);
    phone("POST", "/faults", "{\"slow\": 0, \"slowSend\": 0}");

    int outcome = untilKnown(text, type);
    assertThat(outcome).isIn(201, 422);
    assertThat(arrived(text)).as("outcome %s", outcome).hasSize(outcome == 201 ? 1 : 0);
    awaitStatus("CONNECTED");
    assertThat(arrived(text)).as("later").hasSize(outcome == 201 ? 1 : 0);
    assertThat(rows(text)).hasSizeLessThanOrEqualTo(1);
  }

  private static void awaitStep(
      String fault, String text, CompletableFuture<NodeProcess.Answer> first) {
    switch (fault) {
      // Nothing shows from outside that the number is being looked up.
      case "slow" -> await().during(Duration.ofSeconds(1)).until(() -> !first.isDone());
      case "dropAck" -> await().atMost(PATIENCE).until(() -> arrived(text).size() == 1);
      case "none" -> await().atMost(PATIENCE).until(() -> arrived(text).size() == 1);
      default -> await().atMost(PATIENCE).until(() -> rows(text).size() == 1);
    }
  }

  private static void kill(String victim) throws IOException {
    if (victim.equals("browser")) {
      browsers().forEach(ProcessHandle::destroyForcibly);
    } else {
      node.killHard();
      await().atMost(PATIENCE).until(() -> browsers().isEmpty());
      node = newNode();
    }
  }

  /** Asks again as a caller should, until the answer is final. */
  private static int untilKnown(String text, String type) {
    int[] last = {0};
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> {
          last[0] = attempt(text, type).join().status();
          return last[0] == 201 || last[0] == 422;
        });
    return last[0];
  }

  private static CompletableFuture<NodeProcess.Answer> attempt(String text, String type) {
    NodeProcess current = node;
    String content = type.equals("text") ? "\"type\":\"text\"" : FILE;
    String body = "{\"phone\": \"4915111111111\", \"body\": \"" + text + "\"," + content + "}";
    return CompletableFuture.supplyAsync(() -> current.postUnderKey("key-" + text, MESSAGES, body))
        .exceptionally(_ -> new NodeProcess.Answer(0, ""));
  }

  private static List<JsonNode> rows(String text) {
    return with(text, node.get(MESSAGES).json());
  }

  private static List<JsonNode> arrived(String text) throws Exception {
    return with(text, phone("GET", "/messages", ""));
  }

  private static List<JsonNode> with(String text, JsonNode all) {
    return StreamSupport.stream(all.spliterator(), false)
        .filter(message -> message.path("body").asText().equals(text))
        .toList();
  }

  private static NodeProcess newNode() throws IOException {
    return NodeProcess.start(
        folder.resolve("data"), URI.create("http://127.0.0.1:" + simulator.port()));
  }

  private static void awaitStatus(String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(node.get("/api/sessions/default").json().path("status").asText())
                .isEqualTo(status));
  }

  /** Processes of this test's browsers, told apart from others by their profile. */
  private static List<ProcessHandle> browsers() {
    String profiles = folder.resolve("data/profiles").toString();
    Stream<ProcessHandle> all = ProcessHandle.allProcesses();
    return all.filter(process -> process.info().commandLine().orElse("").contains(profiles))
        .toList();
  }

  private static JsonNode phone(String method, String path, String body) throws Exception {
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
