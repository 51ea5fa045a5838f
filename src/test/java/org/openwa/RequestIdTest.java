package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.DatabaseSettings;
import org.openwa.model.RequestId;
import org.openwa.testing.ClusterNode;
import org.openwa.testing.ConnectedBrowsers;
import org.openwa.testing.Databases;
import org.slf4j.LoggerFactory;

/** One node is asked, and what the other one then writes into its log says by which request. */
class RequestIdTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int FIRST_PORT = 21900;
  private static final int SECOND_PORT = 21901;
  private static final Logger SESSIONS = (Logger) LoggerFactory.getLogger("org.openwa.session");

  @TempDir private Path folder;

  private final ListAppender<ILoggingEvent> lines =
      new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent line) {
          // Later, its MDC would be that of whoever looks.
          line.prepareForDeferredProcessing();
          super.append(line);
        }
      };
  private final DatabaseSettings database = Databases.postgresql();
  private final ConnectedBrowsers browsers = new ConnectedBrowsers();
  private ClusterNode first;
  private ClusterNode second;

  @BeforeEach
  void start() {
    SESSIONS.setLevel(Level.DEBUG);
    SESSIONS.setAdditive(false);
    lines.start();
    SESSIONS.addAppender(lines);
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
    SESSIONS.detachAppender(lines);
    SESSIONS.setAdditive(true);
    SESSIONS.setLevel(null);
  }

  @Test
  void itIsInTheLinesOfTheOtherNode() {
    String session = connectedOnTheFirst();

    String text = "{\"phone\":\"4915111111111\",\"type\":\"text\",\"body\":\"hi\"}";
    ask("to-send", "/api/sessions/" + session + "/messages", text);
    ask("to-restart", "/api/sessions/" + session + "/restart", "");

    assertThat(writtenFor("to-restart"))
        .anySatisfy(line -> {
          assertThat(line.getFormattedMessage()).contains("session " + session + " is");
          assertThat(line.getMDCPropertyMap().get("pekkoAddress")).endsWith(":" + FIRST_PORT);
        });
    assertThat(writtenFor("to-send"))
        .singleElement()
        .satisfies(line -> assertThat(line.getFormattedMessage()).contains(session, "is sent"));
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

  private void ask(String request, String path, String body) {
    int status = second.call("POST", path, body, Map.of("X-Request-ID", request)).status();
    assertThat(status).isBetween(200, 202);
  }

  private List<ILoggingEvent> writtenFor(String request) {
    return List.copyOf(lines.list).stream()
        .filter(line -> request.equals(line.getMDCPropertyMap().get(RequestId.LOG_KEY)))
        .toList();
  }
}
