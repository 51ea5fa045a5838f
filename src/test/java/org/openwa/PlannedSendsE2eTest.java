package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was planned is sent once, whatever becomes of the node; the phone counts. */
@Tag("e2e")
class PlannedSendsE2eTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int ITEMS = 12;

  @TempDir private Path folder;
  private LinkedNode node;

  @BeforeEach
  void start() throws Exception {
    node = LinkedNode.start(folder);
    node.link();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @Test
  void aScheduledMessageAndABulkAreSentOnceThoughTheirNodeIsKilledBetween() throws Exception {
    String scheduled = schedule("on time", Duration.ofSeconds(4));
    String whileAway = schedule("while away", Duration.ofSeconds(12));
    String cancelled = schedule("never", Duration.ofSeconds(30));
    String bulk = bulk();

    int cancelAnswer = node.delete(LinkedNode.SESSION + "/scheduled/" + cancelled).status();
    await().atMost(PATIENCE).until(() -> progress(bulk, "sent") >= 3);
    node.crash();
    node.startNodeAgain();
    await().atMost(PATIENCE).until(() -> progress(bulk, "sent") == ITEMS);
    await().atMost(PATIENCE).until(() -> statusOf(scheduled).equals("SENT"));
    await().atMost(PATIENCE).until(() -> statusOf(whileAway).equals("SENT"));

    assertThat(cancelAnswer).isEqualTo(200);
    assertThat(statusOf(cancelled)).isEqualTo("CANCELLED");
    List<String> sent = sentTexts();
    assertThat(sent).doesNotHaveDuplicates().hasSize(ITEMS + 2);
    assertThat(sent).contains("on time", "while away").doesNotContain("never");
    assertThat(sent.stream().filter(text -> text.startsWith("item")).toList())
        .containsExactlyElementsOf(IntStream.range(0, ITEMS).mapToObj(i -> "item " + i).toList());
  }

  private String schedule(String text, Duration in) {
    NodeProcess.Answer answer =
        node.post(
            LinkedNode.SESSION + "/messages",
            Map.of(
                "phone",
                LinkedNode.FRIEND,
                "type",
                "text",
                "body",
                text,
                "sendAt",
                Instant.now().plus(in).toString()));
    assertThat(answer.status()).isEqualTo(201);
    return answer.json().path("id").asText();
  }

  private String bulk() {
    NodeProcess.Answer answer =
        node.post(
            LinkedNode.SESSION + "/messages/bulk",
            Map.of(
                "messages",
                IntStream.range(0, ITEMS)
                    .mapToObj(i ->
                        Map.of("phone", LinkedNode.FRIEND, "type", "text", "body", "item " + i))
                    .toList(),
                "options",
                Map.of("delayMs", 200, "jitterMs", 100)));
    assertThat(answer.status()).isEqualTo(202);
    return answer.json().path("id").asText();
  }

  private int progress(String bulk, String what) {
    return node.get(LinkedNode.SESSION + "/bulk/" + bulk).path("progress").path(what).asInt();
  }

  private String statusOf(String scheduled) {
    return node.get(LinkedNode.SESSION + "/scheduled/" + scheduled).path("status").asText();
  }

  /** The texts that WhatsApp got from this account, by the phone's own book. */
  private List<String> sentTexts() {
    return StreamSupport.stream(node.phone("GET", "/messages", Map.of()).spliterator(), false)
        .filter(message -> message.path("fromMe").asBoolean())
        .map(message -> message.path("body").asText())
        .toList();
  }
}
