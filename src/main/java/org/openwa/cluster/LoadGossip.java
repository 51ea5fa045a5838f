package org.openwa.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;
import org.openwa.memory.MachineMemory;
import org.openwa.model.CborSerializable;

/** Tells every node of the cluster how loaded this one is, and hears it of them. */
public final class LoadGossip {

  /** Understood by the gossip. */
  public sealed interface Command {}

  /** A node says how it is. */
  record Heard(NodeLoad load, ActorRef<Command> from) implements Command, CborSerializable {}

  /**
   * Makes a node, by its name or address, take no more sessions and hand over those that it has; or
   * ends that. What a node was told it forgets when it restarts.
   */
  public record Drain(String node, boolean draining, ActorRef<DrainReply> replyTo)
      implements Command, CborSerializable {}

  /**
   * The answer.
   *
   * @param load of that node from now on; null where there is none of that name
   */
  public record DrainReply(@Nullable NodeLoad load) implements CborSerializable {}

  private enum Tick implements Command {
    INSTANCE
  }

  private record Measured(int browsers, MachineMemory memory) implements Command {}

  private record Peers(Set<ActorRef<Command>> peers) implements Command {}

  /**
   * What a node tells of itself.
   *
   * @param maxBrowsers the most that it may run, however much memory it has
   * @param browserBytes memory that one more browser needs
   * @param browsers asks how many it runs
   */
  public record Self(
      String node,
      int maxBrowsers,
      long browserBytes,
      Supplier<CompletionStage<Integer>> browsers) {}

  private static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "load-gossip");
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final ActorContext<Command> context;
  private final Self self;
  private final NodeLoads loads;
  private final Executor blocking;
  private final String address;
  private final Instant startedAt = Instant.now();

  /** Whom to ask about which node. */
  private final Map<String, ActorRef<Command>> byAddress = new HashMap<>();

  private Set<ActorRef<Command>> peers = Set.of();
  private boolean draining;
  private Measured last = new Measured(0, new MachineMemory(0, 0));

  private LoadGossip(ActorContext<Command> context, Self self, NodeLoads loads, Executor blocking) {
    this.context = context;
    this.self = self;
    this.loads = loads;
    this.blocking = blocking;
    this.address = Cluster.get(context.getSystem()).selfMember().address().hostPort();
  }

  public static Behavior<Command> create(Self self, NodeLoads loads, Executor blocking) {
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
          timers.startTimerWithFixedDelay(Tick.INSTANCE, Duration.ZERO, INTERVAL);
          return new LoadGossip(context, self, loads, blocking).behavior();
        }));
  }

  private Behavior<Command> behavior() {
    return Behaviors.receiveMessage(message -> {
      switch (message) {
        case Tick _ -> measure();
        case Measured measured -> {
          last = measured;
          tell();
        }
        case Peers(var found) -> {
          peers = found;
          tell();
        }
        case Heard(var load, var from) -> {
          byAddress.put(load.address(), from);
          loads.heard(load);
          forgetTheGone();
        }
        case Drain drain -> onDrain(drain);
      }
      return Behaviors.same();
    });
  }

  private void measure() {
    context.pipeToSelf(
        self.browsers()
            .get()
            .thenCombine(
                CompletableFuture.supplyAsync(MachineMemory::measure, blocking), Measured::new),
        (measured, _) -> measured == null ? last : measured);
  }

  private NodeLoad load() {
    long byMemory = last.memory().freeBytes() / self.browserBytes();
    long slots = Math.min(self.maxBrowsers(), last.browsers() + byMemory);
    return new NodeLoad(
        address,
        self.node(),
        (int) slots,
        last.browsers(),
        last.memory().bytes(),
        last.memory().freeBytes(),
        draining,
        startedAt);
  }

  private void tell() {
    NodeLoad load = load();
    loads.heard(load);
    for (ActorRef<Command> peer : peers) {
      if (!peer.equals(context.getSelf())) {
        peer.tell(new Heard(load, context.getSelf()));
      }
    }
  }

  private void forgetTheGone() {
    Set<String> present = new HashSet<>();
    Cluster.get(context.getSystem())
        .state()
        .getMembers()
        .forEach(member -> present.add(member.address().hostPort()));
    present.add(address);
    byAddress.keySet().retainAll(present);
    loads.keepOnly(present);
  }

  private void onDrain(Drain drain) {
    if (drain.node().equals(self.node()) || drain.node().equals(address)) {
      draining = drain.draining();
      context.getLog().info("this node {}", draining ? "drains" : "drains no longer");
      tell();
      drain.replyTo().tell(new DrainReply(load()));
      return;
    }
    loads.all().stream()
        .filter(load -> load.node().equals(drain.node()) || load.address().equals(drain.node()))
        .map(load -> byAddress.get(load.address()))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .ifPresentOrElse(
            other -> other.tell(drain), () -> drain.replyTo().tell(new DrainReply(null)));
  }
}
