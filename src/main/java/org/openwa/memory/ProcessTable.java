package org.openwa.memory;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** Which process is whose, as the kernel showed it in one look at all of them. */
final class ProcessTable {

  /**
   * A process.
   *
   * @param group its process group
   */
  record Entry(long pid, long parent, long group) {

    /** Reads {@code /proc/PID/stat}; the name in it may contain anything. */
    static Optional<Entry> parse(String stat) {
      int open = stat.indexOf('(');
      int close = stat.lastIndexOf(')');
      if (open < 1 || close < open) {
        return Optional.empty();
      }
      String[] rest = stat.substring(close + 1).trim().split(" ", 4);
      try {
        return Optional.of(
            new Entry(
                Long.parseLong(stat.substring(0, open).trim()),
                Long.parseLong(rest[1]),
                Long.parseLong(rest[2])));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        return Optional.empty();
      }
    }
  }

  private final Map<Long, Entry> all = new HashMap<>();
  private final Map<Long, Set<Long>> children = new HashMap<>();
  private final Map<Long, Set<Long>> groups = new HashMap<>();

  ProcessTable(Collection<Entry> entries) {
    for (Entry entry : entries) {
      all.put(entry.pid(), entry);
      children.computeIfAbsent(entry.parent(), _ -> new HashSet<>()).add(entry.pid());
      groups.computeIfAbsent(entry.group(), _ -> new HashSet<>()).add(entry.pid());
    }
  }

  /**
   * The guard, what descends from it, and what is left in their groups after its own parent died.
   * Empty where the guard is gone: then its number may soon be somebody else's.
   */
  List<Long> below(long guard) {
    if (!all.containsKey(guard) || guard <= 1) {
      return List.of();
    }
    Set<Long> found = new HashSet<>();
    Queue<Long> open = new ArrayDeque<>(List.of(guard));
    while (!open.isEmpty()) {
      long pid = open.remove();
      if (found.add(pid)) {
        open.addAll(children.getOrDefault(pid, Set.of()));
        Entry entry = all.get(pid);
        // The guard's own group is its parent's where nobody gave it one.
        if (entry != null && pid != guard) {
          open.addAll(groups.getOrDefault(entry.group(), Set.of()));
        }
      }
    }
    return found.stream().sorted().toList();
  }
}
