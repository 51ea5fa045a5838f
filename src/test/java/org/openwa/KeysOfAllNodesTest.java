package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.DatabaseSettings;
import org.openwa.testing.ClusterNode;
import org.openwa.testing.ConnectedBrowsers;
import org.openwa.testing.Databases;

/** Two nodes on one PostgreSQL: what one does with keys, the other knows. */
class KeysOfAllNodesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int SEED = 28110;

  @TempDir private Path folder;

  private final DatabaseSettings database = Databases.postgresql();
  private final ConnectedBrowsers browsers = new ConnectedBrowsers();
  private ClusterNode first;
  private ClusterNode second;

  @BeforeEach
  void start() {
    first = node(1);
    second = node(2);
    await().atMost(PATIENCE).until(() -> first.knows(2) && second.knows(2));
  }

  private ClusterNode node(int number) {
    return ClusterNode.start(
        "node-" + number,
        SEED + number - 1,
        SEED,
        database,
        folder.resolve("node-" + number),
        browsers,
        Map.of());
  }

  @AfterEach
  void stop() {
    second.close();
    first.close();
  }

  @Test
  void aKeyIsGoodOnEveryNodeAtOnceAndOnNoneSecondsAfterItWasRevoked() {
    JsonNode minted =
        first
            .post(
                "/api/keys", "{\"name\":\"Shop\",\"role\":\"VIEWER\",\"allowedSessions\":[\"a\"]}")
            .json();
    String key = minted.path("key").asText();

    assertThat(second.getAs(key, "/api/sessions").status()).isEqualTo(200);
    assertThat(second.getAs(key, "/api/sessions/b").json().path("code").asText())
        .isEqualTo("SESSION_NOT_ALLOWED");
    assertThat(second.getAs(key, "/api/keys").json().path("code").asText()).isEqualTo("FORBIDDEN");
    assertThat(second.get("/api/keys").body()).contains("Shop").doesNotContain(key);

    first.call("DELETE", "/api/keys/" + minted.path("id").asText(), "", Map.of());

    assertThat(first.getAs(key, "/api/sessions").status()).isEqualTo(401);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> second.getAs(key, "/api/sessions").status() == 401);
  }

  @Test
  void theKeyOfTheSettingsCannotBeRevoked() {
    ClusterNode.Answer answer = first.call("DELETE", "/api/keys/settings", "", Map.of());

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().path("code").asText()).isEqualTo("LAST_ADMIN");
    assertThat(first.get("/api/keys").status()).isEqualTo(200);
  }
}
