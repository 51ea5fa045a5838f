package org.openwa.memory;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Measures this node. Blocks. */
final class Meter {

  /** A page that does not say how large its heap is by then is measured without. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String address;
  private final String node;
  private final ProcFolder proc;
  private final Clock clock;

  Meter(String address, String node, Path proc, Clock clock) {
    this.address = address;
    this.node = node;
    this.proc = new ProcFolder(proc);
    this.clock = clock;
  }

  MemoryBoard.Figures measure(List<Subject> subjects) {
    long began = System.nanoTime();
    ProcessTable table = proc.table();
    List<CompletableFuture<SessionMemory>> sessions = new ArrayList<>();
    // One after the other, so that measuring never takes more than one core.
    for (Subject subject : subjects) {
      CompletableFuture<Optional<Long>> heap = heap(subject);
      TreeFigures tree = proc.figures(table.below(subject.guard()));
      Instant now = clock.instant();
      sessions.add(heap.thenApply(used -> memory(subject, tree, used, now)));
    }
    MachineMemory machine = MachineMemory.measure();
    List<SessionMemory> measured = sessions.stream().map(CompletableFuture::join).toList();
    return new MemoryBoard.Figures(
        new NodeMemory(
            address,
            node,
            clock.instant(),
            machine.isKnown() ? Long.valueOf(machine.bytes()) : null,
            machine.isKnown() ? Long.valueOf(machine.bytes() - machine.freeBytes()) : null,
            NodeMemory.Jvm.measure(proc.own()),
            subjects.size(),
            Duration.ofNanos(System.nanoTime() - began).toMillis()),
        measured.stream().sorted(SessionMemory.LARGEST_FIRST).toList());
  }

  private static CompletableFuture<Optional<Long>> heap(Subject subject) {
    return subject
        .heap()
        .get()
        .toCompletableFuture()
        .copy()
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .handle((used, failure) -> failure == null ? Optional.of(used) : Optional.empty());
  }

  private static SessionMemory memory(
      Subject subject, TreeFigures tree, Optional<Long> heap, Instant now) {
    return new SessionMemory(
        subject.session(),
        tree.pssBytes(),
        tree.rssBytes(),
        heap.orElse(null),
        tree.processes(),
        roles(tree),
        now);
  }

  private static List<SessionMemory.OfRole> roles(TreeFigures tree) {
    return tree.roles().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> new SessionMemory.OfRole(each.getKey().word(), each.getValue()))
        .toList();
  }
}
