package org.openwa;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.DatabaseSettings;
import org.openwa.testing.Databases;
import org.openwa.testing.MortalBrowsers;

/** Nodes that agree among themselves who makes the cluster, by a list of all of them. */
class DiscoveryTest {

  private static final int PORT = 21480;
  private static final int MANAGEMENT_PORT = 21481;

  @TempDir private Path folder;

  private final DatabaseSettings database = Databases.postgresql();

  @Test
  void threeNodesThatStartTogetherMakeOneCluster() {
    List<TestNode> nodes = IntStream.rangeClosed(1, 3).mapToObj(this::node).toList();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> nodes.stream().allMatch(DiscoveryTest::seesThree));
    } finally {
      nodes.forEach(TestNode::close);
    }
  }

  private TestNode node(int number) {
    String host = "127.0.0." + number;
    return TestNode.start(
        "node-" + number,
        folder,
        database,
        new MortalBrowsers(),
        Map.of(
            "openwa.cluster.join", "config",
            "openwa.cluster.host", host,
            "openwa.cluster.port", PORT,
            "openwa.cluster.contacts", contacts(),
            "openwa.cluster.required-contacts", 3,
            "openwa.cluster.management-bind", host,
            "openwa.cluster.management-port", MANAGEMENT_PORT));
  }

  private static String contacts() {
    return String.join(
        ", ",
        Stream.of("127.0.0.1", "127.0.0.2", "127.0.0.3")
            .map(host -> host + ":" + MANAGEMENT_PORT)
            .toList());
  }

  private static boolean seesThree(TestNode node) {
    return node.get("/api/cluster").split("\"status\":\"up\"", -1).length == 4;
  }
}
