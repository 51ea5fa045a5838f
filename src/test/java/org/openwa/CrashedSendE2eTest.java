package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openwa.LinkedNode.MESSAGES;
import static org.openwa.LinkedNode.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
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

  private LinkedNode program;

  @AfterEach
  void stop() {
    program.close();
  }

  @Test
  void aBrowserKilledDuringASendSendsNothingTwice() throws Exception {
    link(Storage.H2);
    String id = beginSlowSend();

    program.browsers().forEach(ProcessHandle::destroyForcibly);

    assertThatWhatsAppHasItOnce(id);
  }

  /** What was written just before is in both databases, of which one dies with the node. */
  @ParameterizedTest
  @EnumSource(Storage.class)
  void aNodeKilledDuringASendSendsNothingTwiceNorDoesTheSameKeyAfterwards(Storage storage)
      throws Exception {
    link(storage);
    String id = beginSlowSend();

    program.crash();
    program.startNodeAgain();

    assertThatWhatsAppHasItOnce(id);
    NodeProcess.Answer again =
        program.postUnderKey("order-7", MESSAGES, LinkedNode.text("only once"));
    assertThat(again.status()).as(again.body()).isEqualTo(201);
    assertThat(again.json().path("id").asText()).isEqualTo(id);
    assertThat(program.oracle()).hasSize(1);
  }

  @Test
  void aSendThatNeverLeftThePageIsKnownToHaveFailedOrIsSentOnce() throws Exception {
    link(Storage.H2);
    program.phone("POST", "/faults", Map.of("drop", 1));
    String id = beginSend();

    program.crash();
    program.startNodeAgain();

    assertThatWhatsAppHasItOnce(id);
  }

  private void link(Storage storage) throws Exception {
    program = LinkedNode.start(folder, storage);
    program.link();
  }

  private String beginSlowSend() throws Exception {
    program.phone("POST", "/faults", Map.of("slowSend", 4000));
    return beginSend();
  }

  /** Sends, and answers the id when the message is stored and on its way. */
  private String beginSend() {
    var _ = program.postUnderKeyLater("order-7", MESSAGES, LinkedNode.text("only once"));
    await().atMost(PATIENCE).until(() -> !rows().isEmpty());
    await().during(Duration.ofSeconds(1)).until(() -> !rows().isEmpty());
    assertThat(rows().path(0).path("status").asText()).isEqualTo("PENDING");
    return rows().path(0).path("id").asText();
  }

  /** The page itself may repeat what it has under the same id; WhatsApp takes an id once. */
  private void assertThatWhatsAppHasItOnce(String id) throws Exception {
    program.phone("POST", "/faults", Map.of("slowSend", 0));
    program.awaitStatus("CONNECTED");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(rows().path(0).path("status").asText()).isIn("SENT", "DELIVERED", "READ"));
    assertThat(rows()).hasSize(1);
    assertThat(rows().path(0).path("id").asText()).isEqualTo(id);
    assertThat(program.oracle())
        .singleElement()
        .satisfies(message -> assertThat(message.path("id").asText()).isEqualTo(id));
  }

  private JsonNode rows() {
    return program.get(MESSAGES);
  }
}
