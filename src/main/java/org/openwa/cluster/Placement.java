package org.openwa.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.util.Version;

/**
 * Where sessions go. Sessions are few and heavy, so what counts is how many of them should run in a
 * shard, not how many shards a node has. Pure.
 */
final class Placement {

  /** A move is an interruption of some seconds: below this difference it does not pay. */
  static final int WORTH_A_MOVE = 4;

  /** Sessions that leave a draining node at the same time. */
  static final int MOVES_AT_ONCE = 4;

  /**
   * A node, as its shards and its load show it.
   *
   * @param draining takes nothing, hands over everything
   * @param slots browsers that it may run; negative where nothing is known yet
   * @param browsers that it runs
   * @param shards that it has, each with the number of sessions that should run in it
   */
  record Site(
      String address,
      Version version,
      boolean draining,
      int slots,
      int browsers,
      Map<String, Integer> shards) {

    Site {
      shards = Map.copyOf(shards);
    }

    /** What runs, or what is about to: right after a move the second is ahead of the first. */
    int sessions() {
      return Math.max(browsers, shards.values().stream().mapToInt(Integer::intValue).sum());
    }

    int free() {
      return slots - sessions();
    }
  }

  private Placement() {}

  /**
   * The node for a shard: of those that do not drain, one with room before one without, the newest
   * version, the most room, the fewest shards. Empty where there are no nodes.
   *
   * @param sessions that should run in the shard
   */
  static Optional<Site> choose(List<Site> sites, int sessions) {
    return sites.stream()
        .min(
            Comparator.comparing(Site::draining)
                .thenComparing(site -> site.free() < sessions)
                .thenComparing(Site::version, Comparator.reverseOrder())
                .thenComparing(Site::free, Comparator.reverseOrder())
                .thenComparingInt(site -> site.shards().size())
                .thenComparing(Site::address));
  }

  /**
   * The shards that should go elsewhere now: all of a draining node, some at a time; one of a node
   * that has more than it can carry; one of a node that has many more than another, where all run
   * the same version.
   *
   * @param moving shards on their way already
   * @param calm whether nodes may be made more even, too
   */
  static Set<String> moves(List<Site> sites, Set<String> moving, boolean calm) {
    if (moving.size() >= MOVES_AT_ONCE || sites.stream().allMatch(Site::draining)) {
      return Set.of();
    }
    for (Site site : sites) {
      Set<String> leaving =
          site.draining() ? firstOf(site, moving, MOVES_AT_ONCE - moving.size()) : Set.of();
      if (!leaving.isEmpty()) {
        return leaving;
      }
    }
    if (!moving.isEmpty()) {
      return Set.of();
    }
    return overflow(sites)
        .or(() -> calm ? uneven(sites) : Optional.empty())
        .map(Set::of)
        .orElse(Set.of());
  }

  /** Shards without a running session cost nothing and go along. */
  private static Set<String> firstOf(Site site, Set<String> moving, int sessions) {
    List<String> leaving = new ArrayList<>();
    int left = sessions;
    for (Map.Entry<String, Integer> shard : sorted(site)) {
      if (!moving.contains(shard.getKey()) && (shard.getValue() == 0 || left > 0)) {
        leaving.add(shard.getKey());
        left -= shard.getValue();
      }
    }
    return Set.copyOf(leaving);
  }

  private static Optional<String> overflow(List<Site> sites) {
    return sites.stream()
        .filter(site -> site.slots() >= 0 && site.free() < 0)
        .flatMap(site -> sorted(site).stream())
        .filter(shard -> shard.getValue() > 0 && hasRoom(sites, shard.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean hasRoom(List<Site> sites, int sessions) {
    return sites.stream().anyMatch(site -> !site.draining() && site.free() >= sessions);
  }

  private static Optional<String> uneven(List<Site> sites) {
    if (sites.stream().map(Site::version).distinct().count() > 1) {
      return Optional.empty();
    }
    Comparator<Site> bySessions = Comparator.comparingInt(Site::sessions);
    List<Site> taking = sites.stream().filter(site -> !site.draining()).toList();
    Site most = taking.stream().max(bySessions).orElseThrow();
    Site least = taking.stream().min(bySessions).orElseThrow();
    int difference = most.sessions() - least.sessions();
    return sorted(most).stream()
        .filter(shard -> shard.getValue() > 0)
        .filter(shard -> difference - shard.getValue() >= WORTH_A_MOVE)
        .filter(shard -> least.free() >= shard.getValue())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static List<Map.Entry<String, Integer>> sorted(Site site) {
    return site.shards().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
  }
}
