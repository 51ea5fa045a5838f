package org.openwa.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A cluster of one node that has told everything and one that has told nothing yet. */
final class FakeCluster implements ClusterDesk {

  private static final NodeRow FIRST =
      new NodeRow(
          "node-1",
          "10.0.0.1:25520",
          "0.1.0",
          "up",
          true,
          false,
          FakeSessions.NOON,
          3,
          10,
          new MemoryRow(8_000_000_000L, 4_000_000_000L));
  private static final NodeRow SECOND =
      new NodeRow(null, "10.0.0.2:25520", "0.1.0", "joining", true, false, null, null, null, null);

  @Override
  public CompletionStage<Overview> overview() {
    return CompletableFuture.completedStage(
        new Overview(
            "node-1",
            List.of(FIRST, SECOND),
            List.of(
                new LeaseRow("default", "node-1", 7, FakeSessions.NOON),
                new LeaseRow("resting", "node-1", 2, null)),
            2));
  }

  @Override
  public CompletionStage<Optional<NodeRow>> drain(String node, boolean draining) {
    return CompletableFuture.completedStage(
        Optional.of(FIRST).filter(row -> node.equals(row.name())));
  }
}
