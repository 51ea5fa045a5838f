package org.openwa.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openwa.model.SessionId;

/**
 * What every node of the cluster measured last. Written by {@link MemoryWatch}, read from any
 * thread.
 */
public final class MemoryBoard {

  /** A node with its sessions. */
  public record Figures(NodeMemory node, List<SessionMemory> sessions) {

    public Figures {
      sessions = List.copyOf(sessions);
    }
  }

  private final Map<String, Figures> byAddress = new ConcurrentHashMap<>();

  void heard(Figures figures) {
    byAddress.put(figures.node().address(), figures);
  }

  void keepOnly(Collection<String> addresses) {
    byAddress.keySet().retainAll(addresses);
  }

  /** Every node that has told something, by name. */
  public List<Figures> all() {
    List<Figures> all = new ArrayList<>(byAddress.values());
    all.sort(java.util.Comparator.comparing(figures -> figures.node().node()));
    return all;
  }

  /** Every session; of one that moved, what was measured last. */
  public Map<SessionId, SessionMemory> sessions() {
    Map<SessionId, SessionMemory> sessions = new HashMap<>();
    for (Figures figures : byAddress.values()) {
      for (SessionMemory found : figures.sessions()) {
        sessions.merge(
            found.session(),
            found,
            (one, other) -> one.measuredAt().isAfter(other.measuredAt()) ? one : other);
      }
    }
    return sessions;
  }

  /** One of them. */
  public Optional<SessionMemory> of(SessionId session) {
    return Optional.ofNullable(sessions().get(session));
  }
}
