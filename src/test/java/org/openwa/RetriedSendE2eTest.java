package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A caller that asks again under its Idempotency-Key until it knows the outcome, while the browser
 * or the whole node is killed at one step of the send after the other. The phone has the message
 * once where the answer was 201, and never where it was 422.
 */
@Tag("e2e")
class RetriedSendE2eTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String MESSAGES = LinkedNode.MESSAGES;
  private static final Map<String, String> FILE =
      Map.of("base64", "iVBORw0KGgo=", "mimetype", "image/png");

  @TempDir private static Path folder;

  private static LinkedNode program;

  @BeforeAll
  static void link() throws Exception {
    program = LinkedNode.start(folder);
    program.link();
  }

  @AfterAll
  static void stop() {
    program.close();
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
      program.phone("POST", "/faults", Map.of(fault, value));
    }
    CompletableFuture<NodeProcess.Answer> first = attempt(text, type);
    awaitStep(fault, text, first);

    kill(victim);
    program.phone("POST", "/faults", Map.of("slow", 0, "slowSend", 0));

    int outcome = untilKnown(text, type);
    assertThat(outcome).isIn(201, 422);
    assertThat(arrived(text)).as("outcome %s", outcome).hasSize(outcome == 201 ? 1 : 0);
    program.awaitStatus("CONNECTED");
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
      program.browsers().forEach(ProcessHandle::destroyForcibly);
    } else {
      program.crash();
      program.startNodeAgain();
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
    Map<String, Object> body = new HashMap<>(LinkedNode.text(text));
    if (type.equals("image")) {
      body.putAll(Map.of("type", "image", "media", FILE));
    }
    return program
        .postUnderKeyLater("key-" + text, MESSAGES, body)
        .exceptionally(_ -> new NodeProcess.Answer(0, ""));
  }

  private static List<JsonNode> rows(String text) {
    return with(text, program.get(MESSAGES).valueStream());
  }

  private static List<JsonNode> arrived(String text) {
    return with(text, program.oracle().stream());
  }

  private static List<JsonNode> with(String text, Stream<JsonNode> all) {
    return all.filter(message -> message.path("body").asText().equals(text)).toList();
  }
}
