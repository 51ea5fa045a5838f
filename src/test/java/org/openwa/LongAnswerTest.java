package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.DatabaseSettings;
import org.openwa.testing.ClusterNode;
import org.openwa.testing.ConnectedBrowsers;
import org.openwa.testing.Databases;

/** What is too long for a message between nodes. */
class LongAnswerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int FIRST_PORT = 21910;
  private static final int SECOND_PORT = 21911;

  @TempDir private Path folder;

  private final DatabaseSettings database = Databases.postgresql();
  private final ConnectedBrowsers browsers = new ConnectedBrowsers();
  private ClusterNode first;
  private ClusterNode second;

  @BeforeEach
  void start() {
    first = node("node-1", FIRST_PORT);
    second = node("node-2", SECOND_PORT);
    await()
        .atMost(PATIENCE)
        .until(() ->
            second.get("/api/cluster").json().path("nodes").findValues("slots").size() == 2
                && !second.get("/api/cluster").body().contains("\"slots\":null"));
  }

  private ClusterNode node(String name, int port) {
    return ClusterNode.start(
        name,
        port,
        FIRST_PORT,
        database,
        folder.resolve(name),
        browsers,
        Map.of("openwa.media.directory", folder.resolve("media").toString()));
  }

  @AfterEach
  void stop() {
    second.close();
    first.close();
  }

  @Test
  void aPictureOfAMegabyteComesFromTheOtherNode() {
    byte[] noise = new byte[1024 * 1024];
    new Random(4).nextBytes(noise);
    for (int i = 0; i < noise.length; i++) {
      // As text, which is all that this client reads, it is the same.
      noise[i] &= 0x7f;
    }
    browsers.show(noise);
    String session = connectedOnTheFirst();

    ClusterNode.Answer answer = second.get("/api/sessions/" + session + "/screenshot");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(noise);
  }

  @Test
  void aTextAsLongAsABodyMayBeIsSentByTheOtherNode() {
    String session = connectedOnTheFirst();
    String text = "\uD83D\uDE00".repeat(65_500);

    ClusterNode.Answer answer =
        second.post(
            "/api/sessions/" + session + "/messages",
            "{\"phone\":\"4915111111111\",\"type\":\"text\",\"body\":\"" + text + "\"}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("body").asText()).isEqualTo(text);
  }

  private String connectedOnTheFirst() {
    IntStream.range(0, 4).forEach(i -> second.post("/api/sessions", "{\"id\":\"s" + i + "\"}"));
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                second
                    .get("/api/sessions")
                    .json()
                    .valueStream()
                    .filter(session -> session.path("node").asText().equals("node-1"))
                    .filter(session -> session.path("status").asText().equals("CONNECTED"))
                    .map(session -> session.path("id").asText())
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }
}
