package org.openwa.testing;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Two nodes in this JVM that know each other, with browsers that are connected at once. */
public final class TwoNodes implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final ConnectedBrowsers browsers;
  private final ClusterNode first;
  private final ClusterNode second;

  private TwoNodes(ConnectedBrowsers browsers, ClusterNode first, ClusterNode second) {
    this.browsers = browsers;
    this.first = first;
    this.second = second;
  }

  /** They listen for each other at this port and at the next one. */
  public static TwoNodes start(int port, Path folder) {
    var database = Databases.postgresql();
    var browsers = new ConnectedBrowsers();
    ClusterNode[] nodes =
        IntStream.range(0, 2)
            .mapToObj(i -> {
              String name = "node-" + (i + 1);
              Path data = folder.resolve(name);
              return ClusterNode.start(name, port + i, port, database, data, browsers, Map.of());
            })
            .toArray(ClusterNode[]::new);
    await().atMost(PATIENCE).until(() -> nodes[1].knows(2));
    return new TwoNodes(browsers, nodes[0], nodes[1]);
  }

  public ConnectedBrowsers browsers() {
    return browsers;
  }

  public ClusterNode second() {
    return second;
  }

  /** Makes some sessions; answers one that is connected on the first node. */
  public String connectedOnTheFirst() {
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

  @Override
  public void close() {
    second.close();
    first.close();
  }
}
