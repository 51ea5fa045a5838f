package org.openwa.lease;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * The nodes that have a say in whether the database is away. A node that was declared dead may be
 * alive on the other side of a broken network, so it counts as one that says nothing until the
 * longest time is over for which it could be parked, or until its next run is here. Used by its
 * {@link LeaseKeeper} only.
 */
final class Electorate {

  private static final String HOST = "host-";
  private static final String RUN = "run-";

  private record Ghost(Member member, long since) {}

  private final Cluster cluster;
  private final long remembered;
  private final Map<String, Ghost> ghosts = new HashMap<>();

  /**
   * @param remembered how long a dead node counts, in nanoseconds
   */
  Electorate(Cluster cluster, long remembered) {
    this.cluster = cluster;
    this.remembered = remembered;
  }

  /** What a node has to have among its cluster roles. */
  static List<String> roles(Owner owner) {
    return List.of(HOST + owner.host(), RUN + owner.incarnation());
  }

  void onRemoved(MemberRemoved removed, long now) {
    if (removed.previousStatus().equals(MemberStatus.down())) {
      ghosts.put(removed.member().uniqueAddress().toString(), new Ghost(removed.member(), now));
    }
  }

  /** How many there are. */
  int size(long now) {
    Map<String, String> hosts = hosts();
    ghosts
        .values()
        .removeIf(ghost ->
            now - ghost.since() > remembered || hosts.containsKey(role(ghost.member(), HOST)));
    return (int) members().count() + ghosts.size();
  }

  /** The hosts of the cluster, each with its present incarnation. */
  Map<String, String> hosts() {
    Map<String, String> hosts = new HashMap<>();
    members().forEach(member -> hosts.put(role(member, HOST), role(member, RUN)));
    return hosts;
  }

  /** Whether this node is the first of the cluster: then the cluster is named after it. */
  boolean isFirst() {
    Member self = cluster.selfMember();
    return self.status().equals(MemberStatus.up())
        && members().noneMatch(other -> other.isOlderThan(self));
  }

  /** Whether a keeper belongs to one of the nodes that are counted. */
  boolean isVoter(ActorRef<?> keeper) {
    Address address = keeper.path().address();
    return address.hasLocalScope()
        || members().anyMatch(member -> member.address().equals(address));
  }

  /**
   * Those that the whole cluster agreed on. One that came up while others could not be reached is
   * not known to those.
   */
  private Stream<Member> members() {
    return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
        .filter(member ->
            !member.status().equals(MemberStatus.joining())
                && !member.status().equals(MemberStatus.weaklyUp())
                && !member.status().equals(MemberStatus.removed()));
  }

  private static String role(Member member, String prefix) {
    Optional<String> role =
        member.getRoles().stream().filter(word -> word.startsWith(prefix)).findFirst();
    return role.map(word -> word.substring(prefix.length())).orElse("");
  }
}
