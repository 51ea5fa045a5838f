package org.openwa.memory;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Memory of all processes of a browser together. What could not be read is null: a sum without one
 * of its parts is not a smaller sum, but a wrong one.
 *
 * @param roles PSS of the processes of each role
 */
record TreeFigures(
    @Nullable Long pssBytes,
    @Nullable Long rssBytes,
    @Nullable Integer processes,
    Map<ProcessRole, Long> roles) {

  static final TreeFigures NONE = new TreeFigures(null, null, null, Map.of());

  TreeFigures {
    roles = Map.copyOf(roles);
  }

  static TreeFigures of(List<ProcessFigures> processes) {
    if (processes.isEmpty()) {
      return NONE;
    }
    long rss = 0;
    Long pss = 0L;
    Map<ProcessRole, Long> roles = new EnumMap<>(ProcessRole.class);
    for (ProcessFigures process : processes) {
      rss += process.rssBytes();
      Long share = process.pssBytes();
      pss = pss == null || share == null ? null : Long.valueOf(pss + share);
      if (share != null) {
        roles.merge(process.role(), share, Long::sum);
      }
    }
    return new TreeFigures(pss, rss, processes.size(), pss == null ? Map.of() : roles);
  }
}
