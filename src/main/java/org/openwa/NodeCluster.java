package org.openwa;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.ShardCoordinator.ShardAllocationStrategy;
import org.apache.pekko.cluster.sharding.typed.HashCodeNoEnvelopeMessageExtractor;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.openwa.browser.BrowserHost;
import org.openwa.cluster.Arrival;
import org.openwa.cluster.Formation;
import org.openwa.cluster.LoadGossip;
import org.openwa.cluster.NodeLoad;
import org.openwa.cluster.NodeLoads;
import org.openwa.cluster.SessionAllocation;
import org.openwa.cluster.SessionReconciler;
import org.openwa.config.Settings;
import org.openwa.http.ClusterDesk;
import org.openwa.lease.LeaseTable;
import org.openwa.session.Capacity;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionDirectory;
import org.openwa.session.Sessions;

/** What makes a node one of several: it tells its load, gets its share of the sessions, joins. */
record NodeCluster(
    ActorSystem<SpawnProtocol.Command> system,
    Settings settings,
    NodeLoads loads,
    ActorRef<LoadGossip.Command> gossip) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  static NodeCluster start(
      ActorSystem<SpawnProtocol.Command> system,
      Settings settings,
      ActorRef<BrowserHost.Command> host,
      Executor blocking) {
    NodeLoads loads = new NodeLoads();
    LoadGossip.Self self =
        new LoadGossip.Self(
            settings.node(),
            settings.browser().maxPerNode(),
            settings.browser().memoryBytes(),
            () -> AskPattern.ask(host, BrowserHost.Count::new, PATIENCE, system.scheduler()));
    return new NodeCluster(
        system,
        settings,
        loads,
        Node.spawn(system, LoadGossip.create(self, loads, blocking), "load-gossip"));
  }

  ShardAllocationStrategy placement() {
    return new SessionAllocation(Cluster.get(system), loads);
  }

  Capacity capacity() {
    return loads::isExhausted;
  }

  ClusterDesk desk(LeaseTable leases) {
    return new ClusterReport(system, settings.node(), loads, gossip, leases);
  }

  /** Whether somebody asked this node to hand over what it has. */
  boolean isDraining() {
    return loads
        .of(Cluster.get(system).selfMember().address().hostPort())
        .map(NodeLoad::draining)
        .orElse(false);
  }

  void keepAwake(SessionDirectory directory, Sessions sessions) {
    ClusterSingleton.get(system)
        .init(
            SingletonActor.of(
                SessionReconciler.create(directory, sessions, loads, shards()),
                "session-reconciler"));
  }

  /** The shard of a session's id, as sharding itself computes it. */
  private UnaryOperator<String> shards() {
    int shards = settings.config().getInt("pekko.cluster.sharding.number-of-shards");
    return new HashCodeNoEnvelopeMessageExtractor<SessionCommand>(shards) {
          @Override
          public String entityId(SessionCommand message) {
            throw new UnsupportedOperationException("only shards are asked for");
          }
        }
        ::shardId;
  }

  /** Begins to join. */
  void join(Runnable arrived) {
    Formation.join(system, settings.cluster());
    Node.spawn(system, Arrival.create(arrived), "arrival");
  }
}
