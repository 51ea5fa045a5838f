package org.openwa.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.openwa.model.SessionId;

/**
 * Which sessions have come to take too much. Each is named once, and again only with another
 * browser or after it took clearly less: one that wavers about the limit is no news.
 */
final class Excess {

  private static final double CLEARLY_LESS = 0.9;

  private final long limit;

  /** Who was named, with which browser. */
  private final Map<SessionId, Long> named = new HashMap<>();

  Excess(long limit) {
    this.limit = limit;
  }

  /**
   * The sessions to be named now.
   *
   * @param guard tells one browser of a session from the next one
   */
  List<SessionMemory> fresh(List<SessionMemory> measured, ToLongFunction<SessionId> guard) {
    List<SessionMemory> fresh = new ArrayList<>();
    for (SessionMemory each : measured) {
      long size = each.size().orElse(0);
      long browser = guard.applyAsLong(each.session());
      if (size > limit) {
        Long before = named.put(each.session(), browser);
        if (before == null || before != browser) {
          fresh.add(each);
        }
      } else if (size < limit * CLEARLY_LESS) {
        named.remove(each.session());
      }
    }
    named.keySet().retainAll(measured.stream().map(SessionMemory::session).toList());
    return fresh;
  }
}
