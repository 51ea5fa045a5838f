package org.openwa;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.openwa.cluster.LoadGossip;
import org.openwa.cluster.NodeLoad;
import org.openwa.cluster.NodeLoads;
import org.openwa.http.ClusterDesk;
import org.openwa.lease.LeaseTable;

/** Brings the cluster to the edge: the two are neighbours and do not know each other. */
record ClusterReport(
    ActorSystem<?> system,
    String node,
    NodeLoads loads,
    ActorRef<LoadGossip.Command> gossip,
    LeaseTable leases)
    implements ClusterDesk {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_LEASES = 10_000;

  @Override
  public CompletionStage<Overview> overview() {
    return leases
        .list(MOST_LEASES)
        .thenApply(listing ->
            new Overview(
                node,
                nodes(),
                listing.entries().stream().map(ClusterReport::row).toList(),
                listing.total()));
  }

  private static LeaseRow row(LeaseTable.Entry lease) {
    return new LeaseRow(lease.session().value(), lease.node(), lease.epoch(), lease.expiresAt());
  }

  @Override
  public CompletionStage<Optional<NodeRow>> drain(String wanted, boolean draining) {
    return AskPattern.<LoadGossip.Command, LoadGossip.DrainReply>ask(
            gossip,
            replyTo -> new LoadGossip.Drain(wanted, draining, replyTo),
            PATIENCE,
            system.scheduler())
        .thenApply(reply -> Optional.ofNullable(reply.load()).flatMap(this::row));
  }

  private Optional<NodeRow> row(NodeLoad load) {
    for (Member member : state().getMembers()) {
      if (member.address().hostPort().equals(load.address())) {
        return Optional.of(row(member, Optional.of(load)));
      }
    }
    return Optional.empty();
  }

  private List<NodeRow> nodes() {
    List<NodeRow> rows = new ArrayList<>();
    for (Member member : state().getMembers()) {
      rows.add(row(member, loads.of(member.address().hostPort())));
    }
    return rows;
  }

  private NodeRow row(Member member, Optional<NodeLoad> load) {
    Set<Member> unreachable = state().getUnreachable();
    boolean draining = load.map(NodeLoad::draining).orElse(false);
    return new NodeRow(
        load.map(NodeLoad::node).orElse(null),
        member.address().hostPort(),
        member.appVersion().version(),
        member.status().toString().toLowerCase(Locale.ROOT),
        !unreachable.contains(member),
        draining,
        load.map(NodeLoad::startedAt).orElse(null),
        load.map(NodeLoad::browsers).orElse(null),
        load.map(NodeLoad::slots).orElse(null),
        load.map(known -> new MemoryRow(known.memoryBytes(), known.freeMemoryBytes()))
            .orElse(null));
  }

  private ClusterEvent.CurrentClusterState state() {
    return Cluster.get(system).state();
  }
}
