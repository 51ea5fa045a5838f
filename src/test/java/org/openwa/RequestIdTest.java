package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.model.RequestId;
import org.openwa.testing.TwoNodes;
import org.slf4j.LoggerFactory;

/** One node is asked, and what the other one then writes into its log says by which request. */
class RequestIdTest {

  private static final int PORT = 21900;
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
  private TwoNodes nodes;

  @BeforeEach
  void start() {
    SESSIONS.setLevel(Level.DEBUG);
    SESSIONS.setAdditive(false);
    lines.start();
    SESSIONS.addAppender(lines);
    nodes = TwoNodes.start(PORT, folder);
  }

  @AfterEach
  void stop() {
    nodes.close();
    SESSIONS.detachAppender(lines);
    SESSIONS.setAdditive(true);
    SESSIONS.setLevel(null);
  }

  @Test
  void itIsInTheLinesOfTheOtherNode() {
    String session = nodes.connectedOnTheFirst();

    String text = "{\"phone\":\"4915111111111\",\"type\":\"text\",\"body\":\"hi\"}";
    ask("to-send", "/api/sessions/" + session + "/messages", text);
    ask("to-restart", "/api/sessions/" + session + "/restart", "");

    assertThat(writtenFor("to-restart"))
        .anySatisfy(line -> {
          assertThat(line.getFormattedMessage()).contains("session " + session + " is");
          assertThat(line.getMDCPropertyMap().get("pekkoAddress")).endsWith(":" + PORT);
        });
    assertThat(writtenFor("to-send"))
        .singleElement()
        .satisfies(line -> assertThat(line.getFormattedMessage()).contains(session, "is sent"));
  }

  private void ask(String request, String path, String body) {
    int status = nodes.second().call("POST", path, body, Map.of("X-Request-ID", request)).status();
    assertThat(status).isBetween(200, 202);
  }

  private List<ILoggingEvent> writtenFor(String request) {
    return List.copyOf(lines.list).stream()
        .filter(line -> request.equals(line.getMDCPropertyMap().get(RequestId.LOG_KEY)))
        .toList();
  }
}
