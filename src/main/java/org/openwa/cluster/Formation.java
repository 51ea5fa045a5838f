package org.openwa.cluster;

import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap;
import org.apache.pekko.management.javadsl.PekkoManagement;

/** Joins the other nodes, or makes the cluster where this is the first of them. */
public final class Formation {

  private Formation() {}

  /** Begins to join, which goes on until this node is up or gives up and ends. */
  public static void join(ActorSystem<?> system, ClusterSettings settings) {
    Cluster cluster = Cluster.get(system);
    switch (settings.join()) {
      case ALONE -> cluster.manager().tell(new Join(cluster.selfMember().address()));
      case SEEDS ->
          cluster
              .manager()
              .tell(
                  new JoinSeedNodes(
                      settings.seeds().stream().map(seed -> address(system, seed)).toList()));
      case CONFIG, DNS, KUBERNETES -> {
        PekkoManagement.get(system.classicSystem()).start().toCompletableFuture().join();
        ClusterBootstrap.get(system.classicSystem()).start();
      }
    }
  }

  private static Address address(ActorSystem<?> system, String seed) {
    int colon = seed.lastIndexOf(':');
    return new Address(
        "pekko",
        system.name(),
        seed.substring(0, colon),
        Integer.parseInt(seed.substring(colon + 1)));
  }
}
