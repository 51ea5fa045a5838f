package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A 2xx means durable, on the embedded database too. A version of H2 was found that, now and then,
 * opened a file as it had been one run earlier.
 */
@Tag("e2e")
class AcknowledgedTest {

  private static final int CRASHES = 6;
  private static final int SESSIONS_EACH = 4;

  @TempDir private Path data;

  @Test
  void whatWasAcknowledgedIsThereAfterEveryCrash() throws Exception {
    List<String> acknowledged = new ArrayList<>();

    for (int crash = 0; crash < CRASHES; crash++) {
      try (NodeProcess node = NodeProcess.start(data, Map.of())) {
        assertThat(sessions(node)).containsExactlyInAnyOrderElementsOf(acknowledged);
        for (int i = 0; i < SESSIONS_EACH; i++) {
          String id = "made-" + crash + "-" + i;
          int status =
              node.post("/api/sessions", "{\"id\": \"" + id + "\", \"start\": false}").status();
          assertThat(status).isEqualTo(201);
          acknowledged.add(id);
        }
        node.killHard();
      }
    }

    assertThat(acknowledged).hasSize(CRASHES * SESSIONS_EACH);
  }

  private static List<String> sessions(NodeProcess node) throws IOException {
    List<String> ids = new ArrayList<>();
    NodeProcess.Answer answer = node.get("/api/sessions?limit=1000");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    for (JsonNode session : answer.json()) {
      ids.add(session.path("id").asText());
    }
    return ids;
  }
}
