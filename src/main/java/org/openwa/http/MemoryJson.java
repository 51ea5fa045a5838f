package org.openwa.http;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openwa.memory.Freed;
import org.openwa.memory.MemoryBoard;
import org.openwa.memory.MemoryWatch;
import org.openwa.memory.NodeMemory;
import org.openwa.memory.SessionMemory;
import org.openwa.model.SessionId;
import org.openwa.session.SessionStatus;

/** Memory as JSON. What could not be measured is null, and so is a sum of which a part is. */
record MemoryJson(Instant timestamp, List<Node> nodes, List<Session> sessions, Totals totals) {

  record Node(
      String node,
      Instant measuredAt,
      @Nullable Long limitBytes,
      @Nullable Long usedBytes,
      @Nullable Double usedRatio,
      NodeMemory.Jvm jvm,
      Browsers browsers,
      long tookMillis) {}

  record Browsers(int count, @Nullable Long pssBytes) {}

  /** A session that has a browser; the status is null where the database did not say it. */
  record Session(
      String id,
      String node,
      @Nullable SessionStatus status,
      @Nullable Long pssBytes,
      @Nullable Long rssBytes,
      @Nullable Long jsHeapUsedBytes,
      @Nullable Integer processes,
      Map<String, Long> roles,
      Instant measuredAt) {}

  record Totals(
      int nodes,
      int sessions,
      @Nullable Long pssBytes,
      @Nullable Long rssBytes,
      @Nullable Long jsHeapUsedBytes) {}

  /** Of one session, where it is shown itself. */
  record OfSession(
      @Nullable Long pssBytes,
      @Nullable Long rssBytes,
      @Nullable Long jsHeapUsedBytes,
      @Nullable Integer processes,
      Instant measuredAt) {

    static OfSession of(SessionMemory memory) {
      return new OfSession(
          memory.pssBytes(),
          memory.rssBytes(),
          memory.jsHeapBytes(),
          memory.processes(),
          memory.measuredAt());
    }
  }

  /** The answer to clearing. */
  record Cleared(CacheTotals cleared, List<Freed> nodes) {

    static Cleared of(MemoryWatch.Cleared answers) {
      return new Cleared(
          new CacheTotals(
              answers.nodes().stream().mapToInt(Freed::entries).sum(),
              answers.nodes().stream().mapToLong(Freed::bytes).sum()),
          answers.nodes());
    }
  }

  record CacheTotals(int entries, long bytes) {}

  static MemoryJson of(
      Instant now,
      List<MemoryBoard.Figures> figures,
      Map<SessionId, SessionMemory> newest,
      Map<SessionId, SessionStatus> status) {
    List<SessionMemory> all = newest.values().stream().sorted(SessionMemory.LARGEST_FIRST).toList();
    return new MemoryJson(
        now,
        figures.stream().map(MemoryJson::node).toList(),
        all.stream().map(session -> session(session, figures, status)).toList(),
        new Totals(
            figures.size(),
            all.size(),
            sum(all, SessionMemory::pssBytes),
            sum(all, SessionMemory::rssBytes),
            sum(all, SessionMemory::jsHeapBytes)));
  }

  private static Node node(MemoryBoard.Figures figures) {
    NodeMemory node = figures.node();
    return new Node(
        node.node(),
        node.measuredAt(),
        node.limitBytes(),
        node.usedBytes(),
        node.usedRatio(),
        node.jvm(),
        new Browsers(node.browsers(), sum(figures.sessions(), SessionMemory::pssBytes)),
        node.tookMillis());
  }

  private static Session session(
      SessionMemory memory,
      List<MemoryBoard.Figures> figures,
      Map<SessionId, SessionStatus> status) {
    return new Session(
        memory.session().value(),
        figures.stream()
            .filter(node -> node.sessions().contains(memory))
            .findFirst()
            .map(node -> node.node().node())
            .orElse(""),
        status.get(memory.session()),
        memory.pssBytes(),
        memory.rssBytes(),
        memory.jsHeapBytes(),
        memory.processes(),
        roles(memory),
        memory.measuredAt());
  }

  private static Map<String, Long> roles(SessionMemory memory) {
    Map<String, Long> roles = new TreeMap<>();
    memory.roles().forEach(part -> roles.merge(part.role(), part.pssBytes(), Long::sum));
    return roles;
  }

  private static @Nullable Long sum(
      Collection<SessionMemory> sessions, Function<SessionMemory, @Nullable Long> field) {
    long sum = 0;
    for (SessionMemory session : sessions) {
      Long value = field.apply(session);
      if (value == null) {
        return null;
      }
      sum += value;
    }
    return sum;
  }
}
