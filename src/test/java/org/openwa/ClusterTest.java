package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.DatabaseSettings;
import org.openwa.testing.ClusterNode;
import org.openwa.testing.ConnectedBrowsers;
import org.openwa.testing.Databases;
import org.openwa.testing.FakeBrowser;

/** Two nodes in one JVM on one PostgreSQL, with browsers that are connected at once. */
class ClusterTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int SEED = 21650;

  @TempDir private Path folder;

  private final DatabaseSettings database = Databases.postgresql();
  private final ConnectedBrowsers browsers = new ConnectedBrowsers();
  private final List<ClusterNode> nodes = new ArrayList<>();
  private ClusterNode first;
  private ClusterNode second;

  @BeforeEach
  void start() {
    first = node(1, Map.of("openwa.browser.max-per-node", 4, "openwa.memory.interval", "500ms"));
    second = node(2, Map.of("openwa.browser.max-per-node", 4, "openwa.memory.interval", "500ms"));
    await().atMost(PATIENCE).until(() -> first.knows(2) && second.knows(2));
  }

  private ClusterNode node(int number, Map<String, Object> more) {
    ClusterNode node =
        ClusterNode.start(
            "node-" + number,
            SEED + number - 1,
            SEED,
            database,
            folder.resolve("node-" + number),
            browsers,
            more);
    nodes.add(node);
    return node;
  }

  @AfterEach
  void stop() {
    // The last of them has nobody left to hand over to.
    nodes.reversed().forEach(ClusterNode::close);
    assertThat(browsers.overlaps()).isZero();
    assertThat(browsers.open()).isZero();
  }

  @Test
  void sessionsGoWhereRoomIsAndAFullClusterSaysSo() {
    create(8);

    awaitAllConnected(second, 8);
    awaitLoads(second, 8);
    ClusterNode.Answer ninth = second.post("/api/sessions", "{\"id\": \"ninth\"}");
    ClusterNode.Answer stopped =
        second.post("/api/sessions", "{\"id\": \"resting\", \"start\": false}");

    awaitMemoryOfAll(first, 8);
    awaitMemoryOfAll(second, 8);
    JsonNode cleared = second.post("/api/cache/clear", "").json();

    assertThat(cleared.path("nodes").findValuesAsText("node")).containsExactly("node-1", "node-2");
    assertThat(cleared.at("/cleared/entries").asInt()).isEqualTo(8 + 2);
    assertThat(cleared.at("/cleared/bytes").asLong()).isGreaterThanOrEqualTo(8 * FakeBrowser.FREED);
    assertThat(nodesOf(second)).containsOnly("node-1", "node-2");
    assertThat(nodesOf(second).stream().filter("node-1"::equals)).hasSize(4);
    assertThat(ninth.status()).isEqualTo(503);
    assertThat(ninth.json().path("code").asText()).isEqualTo("CAPACITY_EXHAUSTED");
    assertThat(second.get("/api/sessions/ninth").status()).isEqualTo(404);
    assertThat(stopped.status()).isEqualTo(201);
  }

  @Test
  void aNodeThatIsStoppedHandsItsSessionsOverWhileRequestsGoOn() throws Exception {
    create(4);
    awaitAllConnected(second, 4);
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<List<Integer>> reads =
        CompletableFuture.supplyAsync(() -> statuses(over, this::read));
    CompletableFuture<List<Integer>> sends =
        CompletableFuture.supplyAsync(() -> statuses(over, this::send));

    nodes.remove(first);
    first.close();
    awaitAllConnected(second, 4);
    over.set(true);

    assertThat(nodesOf(second)).containsOnly("node-2");
    assertThat(reads.get()).isNotEmpty().containsOnly(200);
    assertThat(sends.get()).isNotEmpty().containsOnly(201);
    assertThat(second.get("/api/sessions/s0").json().at("/stats/messagesSent").asInt())
        .isEqualTo(sends.get().size());
  }

  @Test
  void aSendIsAnsweredOnceByASessionThatIsSlowToComeBack() throws Exception {
    create(4);
    awaitAllConnected(second, 4);
    browsers.loadFor(Duration.ofSeconds(6));
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<List<Integer>> sends =
        CompletableFuture.supplyAsync(() -> statuses(over, this::sendAll));

    nodes.remove(first);
    first.close();
    awaitAllConnected(second, 4);
    over.set(true);

    assertThat(sends.get()).isNotEmpty().containsOnly(201);
  }

  /** Sends for each session; answers the highest status. */
  private int sendAll() {
    return List.of("s0", "s1", "s2", "s3").stream()
        .parallel()
        .mapToInt(this::send)
        .max()
        .orElseThrow();
  }

  private int read() {
    return second.get("/api/sessions/s0").status();
  }

  private int send() {
    return send("s0");
  }

  private int send(String session) {
    return second
        .post(
            "/api/sessions/" + session + "/messages",
            "{\"phone\": \"4915111111111\", \"type\": \"text\", \"body\": \"hello\"}")
        .status();
  }

  private static List<Integer> statuses(AtomicBoolean over, IntSupplier call) {
    List<Integer> statuses = new ArrayList<>();
    while (!over.get()) {
      statuses.add(call.getAsInt());
    }
    return statuses;
  }

  @Test
  void aDrainedNodeGivesAllAwayAndGetsNothingUntilItIsUndrained() {
    create(3);
    awaitAllConnected(first, 3);

    ClusterNode.Answer drained = first.post("/api/cluster/nodes/node-2/drain", "");

    await().atMost(PATIENCE).until(() -> !nodesOf(first).contains("node-2"));
    awaitAllConnected(first, 3);
    first.post("/api/sessions", "{\"id\": \"late\"}");
    awaitAllConnected(first, 4);
    awaitLoads(first, 4);
    ClusterNode.Answer full = first.post("/api/sessions", "{\"id\": \"too-late\"}");
    first.post("/api/cluster/nodes/node-2/undrain", "");
    await()
        .atMost(PATIENCE)
        .until(() -> first.post("/api/sessions", "{\"id\": \"again\"}").status() == 201);
    awaitAllConnected(first, 5);
    assertThat(drained.status()).isEqualTo(202);
    assertThat(drained.json().path("draining").asBoolean()).isTrue();
    assertThat(full.status()).isEqualTo(503);
    assertThat(nodesOf(first)).contains("node-2");
  }

  @Test
  void aNodeThatDoesNotExistCannotBeDrained() {
    ClusterNode.Answer answer = first.post("/api/cluster/nodes/nobody/drain", "");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("code").asText()).isEqualTo("NODE_NOT_FOUND");
  }

  private void create(int count) {
    for (int i = 0; i < count; i++) {
      String body = "{\"id\": \"s%d\"}".formatted(i);
      assertThat(first.post("/api/sessions", body).status()).isEqualTo(201);
    }
  }

  private static List<String> nodesOf(ClusterNode node) {
    List<String> names = new ArrayList<>();
    for (JsonNode session : node.get("/api/sessions?status=CONNECTED").json()) {
      names.add(session.path("node").asText());
    }
    return names;
  }

  /** Until the node has heard how many browsers there are. */
  private static void awaitLoads(ClusterNode node, int browsers) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          int sum = 0;
          for (JsonNode row : node.get("/api/cluster").json().path("nodes")) {
            sum += row.path("sessions").asInt();
          }
          return sum == browsers;
        });
  }

  /** Each node tells the others what it measures. */
  private static void awaitMemoryOfAll(ClusterNode node, int sessions) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          JsonNode memory = node.get("/api/metrics/memory").json();
          return memory.path("nodes").size() == 2
              && memory.at("/totals/jsHeapUsedBytes").asLong() == sessions * FakeBrowser.HEAP;
        });
  }

  private static void awaitAllConnected(ClusterNode node, int count) {
    await().atMost(PATIENCE).until(() -> nodesOf(node).size() == count);
  }
}
