package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.testing.ClusterNode;
import org.openwa.testing.TwoNodes;

/** What is too long for a message between nodes. */
class LongAnswerTest {

  private static final int PORT = 21910;

  @TempDir private Path folder;

  private TwoNodes nodes;

  @BeforeEach
  void start() {
    nodes = TwoNodes.start(PORT, folder);
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  void aPictureOfAMegabyteComesFromTheOtherNode() {
    byte[] noise = new byte[1024 * 1024];
    new Random(4).nextBytes(noise);
    for (int i = 0; i < noise.length; i++) {
      // As text, which is all that this client reads, it is the same.
      noise[i] &= 0x7f;
    }
    nodes.browsers().show(noise);
    String session = nodes.connectedOnTheFirst();

    ClusterNode.Answer answer = nodes.second().get("/api/sessions/" + session + "/screenshot");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(noise);
  }

  @Test
  void aTextAsLongAsABodyMayBeIsSentByTheOtherNode() {
    String session = nodes.connectedOnTheFirst();
    String text = "\uD83D\uDE00".repeat(65_500);

    ClusterNode.Answer answer =
        nodes
            .second()
            .post(
                "/api/sessions/" + session + "/messages",
                "{\"phone\":\"4915111111111\",\"type\":\"text\",\"body\":\"" + text + "\"}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("body").asText()).isEqualTo(text);
  }
}
