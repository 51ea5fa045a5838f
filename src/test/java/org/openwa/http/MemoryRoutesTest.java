package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.openwa.memory.MemoryBoard;
import org.openwa.memory.MemorySamples;

class MemoryRoutesTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();

  private final Api api = new Api(TEST_KIT);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void memoryIsShownOfAllNodesAndSessionsLargestFirst() throws Exception {
    JsonNode memory = api.get("/api/metrics/memory").json();

    assertThat(memory.path("nodes").findValuesAsText("node")).containsExactly("node-1", "node-2");
    assertThat(memory.at("/nodes/0/usedRatio").asDouble()).isEqualTo(0.5);
    assertThat(memory.at("/nodes/0/browsers/count").asInt()).isEqualTo(1);
    assertThat(memory.at("/nodes/0/browsers/pssBytes").asLong()).isEqualTo(300_000_000);
    assertThat(memory.at("/nodes/0/jvm/rssBytes").asLong()).isEqualTo(300_000_000);
    assertThat(memory.path("sessions").findValuesAsText("id")).containsExactly("large", "default");
    assertThat(memory.at("/sessions/0/node").asText()).isEqualTo("node-2");
    assertThat(memory.at("/sessions/0/status").isNull()).isTrue();
    assertThat(memory.at("/sessions/1/status").asText()).isEqualTo("CONNECTED");
    assertThat(memory.at("/sessions/1/roles/renderer").asLong()).isEqualTo(300_000_000);
    assertThat(memory.at("/totals/pssBytes").asLong()).isEqualTo(700_000_000);
  }

  @Test
  void memoryIsShownWhileTheDatabaseIsAway() throws Exception {
    api.directory.answer = CompletableFuture.failedFuture(new SQLTransientConnectionException());

    ReadAnswer answer = api.get("/api/metrics/memory");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/sessions/1/status").isNull()).isTrue();
    assertThat(answer.json().at("/sessions/1/pssBytes").asLong()).isPositive();
  }

  @Test
  void whatCouldNotBeMeasuredIsNullAndSoIsEverySumWithIt() {
    MemoryBoard board =
        MemorySamples.board(
            MemorySamples.figures(
                "node-1", MemorySamples.session("a", 300), MemorySamples.unknown("b")));

    MemoryJson json = MemoryJson.of(Instant.EPOCH, board.all(), board.sessions(), Map.of());

    assertThat(json.sessions().getLast().id()).isEqualTo("b");
    assertThat(json.sessions().getLast().pssBytes()).isNull();
    assertThat(json.nodes().getFirst().browsers().pssBytes()).isNull();
    assertThat(json.totals().pssBytes()).isNull();
  }

  @Test
  void clearingSaysWhatEachNodeFreed() throws Exception {
    JsonNode cleared = api.post("/api/cache/clear").json();

    assertThat(cleared.at("/cleared/entries").asInt()).isEqualTo(3);
    assertThat(cleared.at("/cleared/bytes").asLong()).isEqualTo(6_000_000);
    assertThat(cleared.path("nodes").findValuesAsText("node"))
        .isEqualTo(List.of("node-1", "node-2"));
  }
}
