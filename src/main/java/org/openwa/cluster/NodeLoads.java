package org.openwa.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last word of every node that this node can reach, and how many sessions should run in each
 * shard. Written by {@link LoadGossip} and {@link SessionReconciler}, read from any thread.
 */
public final class NodeLoads {

  private final Map<String, NodeLoad> byAddress = new ConcurrentHashMap<>();
  private volatile Optional<Map<String, Integer>> sessionsByShard = Optional.empty();

  void heard(NodeLoad load) {
    byAddress.put(load.address(), load);
  }

  void keepOnly(Collection<String> addresses) {
    byAddress.keySet().retainAll(addresses);
  }

  void shouldRun(Map<String, Integer> byShard) {
    sessionsByShard = Optional.of(Map.copyOf(byShard));
  }

  /**
   * Empty while the reconciler has not looked on this node, which has become the oldest just now.
   */
  Optional<Map<String, Integer>> sessionsByShard() {
    return sessionsByShard;
  }

  /** Of a node, by {@code host:port}. */
  public Optional<NodeLoad> of(String address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  public List<NodeLoad> all() {
    return List.copyOf(byAddress.values());
  }

  /** Whether no node has room for one more browser. Not while nothing is known. */
  public boolean isExhausted() {
    List<NodeLoad> taking = all().stream().filter(load -> !load.draining()).toList();
    return !taking.isEmpty() && taking.stream().allMatch(load -> load.browsers() >= load.slots());
  }
}
