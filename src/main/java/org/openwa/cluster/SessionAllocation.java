package org.openwa.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardCoordinator;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.dispatch.Futures;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/** Asks {@link Placement} on behalf of the shard coordinator, with what this node knows. */
public final class SessionAllocation extends ShardCoordinator.AbstractShardAllocationStrategy {

  /** Nodes are made more even only after so long without any change. */
  private static final Duration CALM = Duration.ofSeconds(30);

  /** By then a session that is to run is known to the reconciler. */
  private static final Duration FRESH = Duration.ofSeconds(8);

  private final Cluster cluster;
  private final NodeLoads loads;

  /** When shards were placed of which it is not known yet whether a session will run there. */
  private final Map<String, Long> fresh = new ConcurrentHashMap<>();

  private volatile long calmSince = System.nanoTime();

  public SessionAllocation(Cluster cluster, NodeLoads loads) {
    this.cluster = cluster;
    this.loads = loads;
  }

  @Override
  public Future<ActorRef> allocateShard(
      ActorRef requester, String shard, Map<ActorRef, IndexedSeq<String>> currentShardAllocations) {
    Map<String, ActorRef> regions = new HashMap<>();
    currentShardAllocations.keySet().forEach(region -> regions.put(address(region), region));
    List<Placement.Site> sites = sites(currentShardAllocations);
    long now = System.nanoTime();
    calmSince = now;
    fresh.put(shard, now);
    return Futures.successful(
        Placement.choose(sites, sessions(shard, loads.sessionsByShard().orElse(Map.of())))
            .map(site -> regions.get(site.address()))
            .orElse(requester));
  }

  @Override
  public Future<Set<String>> rebalance(
      Map<ActorRef, IndexedSeq<String>> currentShardAllocations, Set<String> rebalanceInProgress) {
    if (loads.sessionsByShard().isEmpty()) {
      // All would look as if they cost nothing, and go at once.
      return Futures.successful(Set.of());
    }
    List<Placement.Site> sites = sites(currentShardAllocations);
    boolean calm = System.nanoTime() - calmSince > CALM.toNanos();
    Set<String> moves = Placement.moves(sites, rebalanceInProgress, calm);
    if (!moves.isEmpty()) {
      calmSince = System.nanoTime();
    }
    return Futures.successful(moves);
  }

  /** One for a shard that was asked for just now, because what is asked for is mostly to run. */
  private int sessions(String shard, Map<String, Integer> known) {
    int sessions = known.getOrDefault(shard, 0);
    Long since = fresh.get(shard);
    if (sessions > 0 || since == null) {
      return sessions;
    }
    if (System.nanoTime() - since > FRESH.toNanos()) {
      fresh.remove(shard);
      return 0;
    }
    return 1;
  }

  private List<Placement.Site> sites(Map<ActorRef, IndexedSeq<String>> regions) {
    Map<String, Member> members = new HashMap<>();
    cluster
        .state()
        .getMembers()
        .forEach(member -> members.put(member.address().hostPort(), member));
    Map<String, Integer> sessions = loads.sessionsByShard().orElse(Map.of());
    List<Placement.Site> sites = new ArrayList<>();
    regions.forEach((region, shards) -> {
      Map<String, Integer> byShard = new HashMap<>();
      CollectionConverters.asJava(shards)
          .forEach(shard -> byShard.put(shard, sessions(shard, sessions)));
      String address = address(region);
      Member member = members.get(address);
      // A region whose node is not known yet, or no longer, gets nothing.
      if (member != null) {
        sites.add(site(member, address, byShard));
      }
    });
    return sites;
  }

  private Placement.Site site(Member member, String address, Map<String, Integer> shards) {
    boolean leaving =
        !member.status().equals(MemberStatus.up())
            && !member.status().equals(MemberStatus.weaklyUp());
    return loads
        .of(address)
        .map(load ->
            new Placement.Site(
                address,
                member.appVersion(),
                leaving || load.draining(),
                load.slots(),
                load.browsers(),
                shards))
        .orElseGet(() -> new Placement.Site(address, member.appVersion(), leaving, -1, 0, shards));
  }

  /** A region on this node has an address without host. */
  private String address(ActorRef region) {
    Address address = region.path().address();
    return (address.hasLocalScope() ? cluster.selfMember().address() : address).hostPort();
  }
}
