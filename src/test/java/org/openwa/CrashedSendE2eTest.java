package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openwa.LinkedNode.MESSAGES;
import static org.openwa.LinkedNode.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openwa.LinkedNode.Storage;

/** Whatever dies during a send: WhatsApp has the message once, and the row says so in the end. */
@Tag("e2e")
class CrashedSendE2eTest {

  @TempDir private Path folder;

  @Test
  void aBrowserKilledDuringASendSendsNothingTwice() throws Exception {
    try (LinkedNode program = linked(Storage.H2)) {
      String id = beginSlowSend(program);

      program.browsers().forEach(ProcessHandle::destroyForcibly);

      assertThatWhatsAppHasItOnce(program, id);
    }
  }

  /** What was written just before is in both databases, of which one dies with the node. */
  @ParameterizedTest
  @EnumSource(Storage.class)
  void aNodeKilledDuringASendSendsNothingTwiceNorDoesTheSameKeyAfterwards(Storage storage)
      throws Exception {
    try (LinkedNode program = linked(storage)) {
      String id = beginSlowSend(program);

      program.crash();
      program.startNodeAgain();

      assertThatWhatsAppHasItOnce(program, id);
      NodeProcess.Answer again =
          program.postUnderKey("order-7", MESSAGES, LinkedNode.text("only once"));
      assertThat(again.status()).as(again.body()).isEqualTo(201);
      assertThat(again.json().path("id").asText()).isEqualTo(id);
      assertThat(program.oracle()).hasSize(1);
    }
  }

  @Test
  void aSendThatNeverLeftThePageIsKnownToHaveFailedOrIsSentOnce() throws Exception {
    try (LinkedNode program = linked(Storage.H2)) {
      program.phone("POST", "/faults", Map.of("drop", 1));
      String id = beginSend(program);

      program.crash();
      program.startNodeAgain();

      assertThatWhatsAppHasItOnce(program, id);
    }
  }

  private LinkedNode linked(Storage storage) throws Exception {
    LinkedNode program = LinkedNode.start(folder, storage);
    program.link();
    return program;
  }

  private static String beginSlowSend(LinkedNode program) {
    program.phone("POST", "/faults", Map.of("slowSend", 4000));
    return beginSend(program);
  }

  /** Sends, and answers the id when the message is stored and on its way. */
  private static String beginSend(LinkedNode program) {
    var _ = program.postUnderKeyLater("order-7", MESSAGES, LinkedNode.text("only once"));
    await().atMost(PATIENCE).until(() -> !rows(program).isEmpty());
    await().during(Duration.ofSeconds(1)).until(() -> !rows(program).isEmpty());
    assertThat(rows(program).path(0).path("status").asText()).isEqualTo("PENDING");
    return rows(program).path(0).path("id").asText();
  }

  /** The page itself may repeat what it has under the same id; WhatsApp takes an id once. */
  private static void assertThatWhatsAppHasItOnce(LinkedNode program, String id) {
    program.phone("POST", "/faults", Map.of("slowSend", 0));
    program.awaitStatus("CONNECTED");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(rows(program).path(0).path("status").asText())
                .isIn("SENT", "DELIVERED", "READ"));
    assertThat(rows(program)).hasSize(1);
    assertThat(rows(program).path(0).path("id").asText()).isEqualTo(id);
    assertThat(program.oracle())
        .singleElement()
        .satisfies(message -> assertThat(message.path("id").asText()).isEqualTo(id));
  }

  private static JsonNode rows(LinkedNode program) {
    return program.get(MESSAGES);
  }
}
