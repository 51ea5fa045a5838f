package org.openwa.metrics;

import java.util.HashMap;
import java.util.Map;

/** Counts the sessions that came to a node from another one, by looking again and again. */
final class Movements {

  private final String node;
  private Map<String, String> before = Map.of();

  Movements(String node) {
    this.node = node;
  }

  /**
   * How many came since the last look.
   *
   * @param nodes of each session that lives anywhere, its node
   */
  int came(Map<String, String> nodes) {
    int came = 0;
    for (Map.Entry<String, String> session : nodes.entrySet()) {
      String former = before.get(session.getKey());
      if (session.getValue().equals(node) && former != null && !former.equals(node)) {
        came++;
      }
    }
    // Where a session that lives nowhere for a moment was last is remembered.
    Map<String, String> seen = new HashMap<>(before);
    seen.putAll(nodes);
    before = seen;
    return came;
  }
}
