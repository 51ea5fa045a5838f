package org.openwa.memory;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;
import org.openwa.model.CborSerializable;
import org.openwa.model.SessionId;

/**
 * Measures the memory of this node and its sessions again and again, tells it to every other node,
 * and says who takes too much. Never measures twice at the same time, and rests nineteen times as
 * long as measuring took.
 */
public final class MemoryWatch {

  /** Understood by the watch. */
  public sealed interface Command {}

  /**
   * A node says what it measured, in parts that are small enough to travel.
   *
   * @param part counted from 0
   */
  record Told(NodeMemory node, List<SessionMemory> sessions, int part, int parts)
      implements Command, CborSerializable {}

  /** Clears the caches of this node. */
  record Clear(ActorRef<Freed> replyTo) implements Command, CborSerializable {}

  /** Clears the caches of every node; answers after some seconds without those that are silent. */
  public record ClearEverywhere(ActorRef<Cleared> replyTo) implements Command {}

  /** The answer: one for each node that answered in time. */
  public record Cleared(List<Freed> nodes) {

    public Cleared {
      nodes = List.copyOf(nodes);
    }
  }

  private enum Tick implements Command {
    INSTANCE
  }

  private record Measured(MemoryBoard.@Nullable Figures figures, List<Subject> subjects)
      implements Command {}

  private record CachesCleared(Freed freed, ActorRef<Freed> replyTo) implements Command {}

  private record Peers(Set<ActorRef<Command>> peers) implements Command {}

  /** Hears of sessions that take more than they may. Must return at once. */
  @FunctionalInterface
  public interface Alarm {

    void high(SessionMemory session, long limitBytes);
  }

  /**
   * What a watch works with.
   *
   * @param running the browsers of this node
   * @param blocking runs what reads files and waits for pages
   */
  public record Parts(
      String node,
      Supplier<List<Subject>> running,
      MemoryBoard board,
      MemorySettings settings,
      Alarm alarm,
      Executor blocking,
      Clock clock) {}

  /** About 300 bytes each, and a message between nodes may have 256 KiB. */
  static final int SESSIONS_IN_A_PART = 250;

  private static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "memory-watch");
  private static final int REST = 19;

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final Parts parts;
  private final Meter meter;
  private final Excess excess;
  private final Map<String, List<SessionMemory>> incomplete = new HashMap<>();
  private final String address;
  private Set<ActorRef<Command>> peers = Set.of();
  private MemoryBoard.@Nullable Figures last;
  private boolean high;

  private MemoryWatch(
      ActorContext<Command> context, TimerScheduler<Command> timers, Parts parts, Path proc) {
    this.context = context;
    this.timers = timers;
    this.parts = parts;
    this.address = Cluster.get(context.getSystem()).selfMember().address().hostPort();
    this.meter = new Meter(address, parts.node(), proc, parts.clock());
    this.excess = new Excess(parts.settings().sessionLimitBytes());
  }

  public static Behavior<Command> create(Parts parts) {
    return create(parts, Path.of("/proc"));
  }

  static Behavior<Command> create(Parts parts, Path proc) {
    return Behaviors.withTimers(timers ->
        Behaviors.setup(context -> {
          context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
          context
              .getSystem()
              .receptionist()
              .tell(
                  Receptionist.subscribe(
                      KEY,
                      context.messageAdapter(
                          Receptionist.Listing.class,
                          listing -> new Peers(listing.getServiceInstances(KEY)))));
          timers.startSingleTimer(Tick.INSTANCE, parts.settings().interval());
          return new MemoryWatch(context, timers, parts, proc).behavior();
        }));
  }

  private Behavior<Command> behavior() {
    return Behaviors.receiveMessage(message -> {
      switch (message) {
        case Tick _ -> measure();
        case Measured measured -> onMeasured(measured);
        case Peers(var found) -> {
          peers = found;
          tell();
        }
        case Told told -> onTold(told);
        case Clear(var replyTo) -> clear(replyTo);
        case CachesCleared(var freed, var replyTo) -> {
          context
              .getLog()
              .info(
                  "memory: gc and caches of {} places freed {} MiB of heap, {} did not answer",
                  freed.entries(),
                  mebibytes(freed.bytes()),
                  freed.failed());
          replyTo.tell(freed);
        }
        case ClearEverywhere(var replyTo) ->
            context.spawnAnonymous(CacheAnswers.collect(peers, context.getSelf(), replyTo));
      }
      return Behaviors.same();
    });
  }

  private void measure() {
    List<Subject> subjects = parts.running().get();
    context.pipeToSelf(
        CompletableFuture.supplyAsync(() -> meter.measure(subjects), parts.blocking()),
        (figures, failure) -> {
          if (failure != null) {
            context.getLog().warn("memory cannot be measured", failure);
          }
          return new Measured(figures, subjects);
        });
  }

  private void onMeasured(Measured measured) {
    Duration pause = parts.settings().interval();
    if (measured.figures() != null) {
      last = measured.figures();
      Duration rest = Duration.ofMillis(last.node().tookMillis() * REST);
      pause = rest.compareTo(pause) > 0 ? rest : pause;
      parts.board().heard(last);
      forgetTheGone();
      tell();
      warn(last, measured.subjects());
    }
    timers.startSingleTimer(Tick.INSTANCE, pause);
  }

  private void warn(MemoryBoard.Figures figures, List<Subject> subjects) {
    Double used = figures.node().usedRatio();
    boolean above = used != null && used > NodeMemory.HIGH;
    if (used != null && above && !high) {
      context
          .getLog()
          .warn(
              "memory of this node is high: {} % used; heap {} of {} MiB, {} browsers",
              Math.round(used * 100),
              mebibytes(figures.node().jvm().heapUsedBytes()),
              mebibytes(figures.node().jvm().heapMaxBytes()),
              figures.node().browsers());
    }
    high = above;
    Map<SessionId, Long> guards =
        subjects.stream()
            .collect(Collectors.toMap(Subject::session, Subject::guard, (_, newer) -> newer));
    long limit = parts.settings().sessionLimitBytes();
    for (SessionMemory session :
        excess.fresh(figures.sessions(), id -> guards.getOrDefault(id, 0L))) {
      context
          .getLog()
          .warn(
              "session {}: memory is high: {} MiB, limit {} MiB, page's heap {} MiB",
              session.session(),
              mebibytes(session.size().orElse(0)),
              mebibytes(limit),
              session.jsHeapBytes() == null ? "unknown" : mebibytes(session.jsHeapBytes()));
      parts.alarm().high(session, limit);
    }
  }

  private static long mebibytes(long bytes) {
    return bytes >> 20;
  }

  private void tell() {
    if (last == null) {
      return;
    }
    List<Told> all = inParts(last);
    for (ActorRef<Command> peer : peers) {
      if (!peer.equals(context.getSelf())) {
        all.forEach(peer::tell);
      }
    }
  }

  static List<Told> inParts(MemoryBoard.Figures figures) {
    List<SessionMemory> sessions = figures.sessions();
    int count = Math.max(1, Math.ceilDiv(sessions.size(), SESSIONS_IN_A_PART));
    List<Told> told = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      int from = part * SESSIONS_IN_A_PART;
      int to = Math.min(sessions.size(), from + SESSIONS_IN_A_PART);
      told.add(new Told(figures.node(), List.copyOf(sessions.subList(from, to)), part, count));
    }
    return told;
  }

  /** Parts of one sender come in their order. */
  private void onTold(Told told) {
    String from = told.node().address();
    List<SessionMemory> sessions =
        told.part() == 0 ? new ArrayList<>() : incomplete.getOrDefault(from, new ArrayList<>());
    sessions.addAll(told.sessions());
    if (told.part() + 1 < told.parts()) {
      incomplete.put(from, sessions);
    } else {
      incomplete.remove(from);
      parts.board().heard(new MemoryBoard.Figures(told.node(), sessions));
      forgetTheGone();
    }
  }

  private void forgetTheGone() {
    Set<String> present = new HashSet<>(Set.of(address));
    Cluster.get(context.getSystem())
        .state()
        .getMembers()
        .forEach(member -> present.add(member.address().hostPort()));
    incomplete.keySet().retainAll(present);
    parts.board().keepOnly(present);
  }

  private void clear(ActorRef<Freed> replyTo) {
    List<Subject> subjects = parts.running().get();
    context.pipeToSelf(
        CompletableFuture.supplyAsync(
            () -> CacheClearing.clear(parts.node(), subjects), parts.blocking()),
        (freed, failure) ->
            new CachesCleared(
                failure == null ? freed : new Freed(parts.node(), 0, 0, subjects.size()), replyTo));
  }
}
