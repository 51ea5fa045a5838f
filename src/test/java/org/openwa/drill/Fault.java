package org.openwa.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * One way to hurt a cluster, and what must hold then.
 *
 * @param name as after {@code --only}
 * @param rounds how often it is done in a drill
 * @param exits how many nodes end by it and are started again
 * @param moves whether sessions change their node by it
 * @param excuse so long after it was over calls may fail; empty where they never may
 */
record Fault(
    String name, int rounds, int exits, Moves moves, Duration excuse, boolean excused, Blow blow) {

  /** Whether sessions change their node. */
  enum Moves {
    MUST,
    MUST_NOT,
    MAY
  }

  /** Does it; returns when the cause is gone again. */
  @FunctionalInterface
  interface Blow {
    void strike(World world, int round);
  }

  static final List<Fault> ALL =
      List.of(
          never("sigterm", 3, 1, Moves.MAY, (world, round) -> world.node(round).signal("TERM")),
          never("kill", 3, 1, Moves.MAY, (world, round) -> world.node(round).signal("KILL")),
          never("pause-3s", 1, 0, Moves.MUST_NOT, (world, _) -> pause(world, 3)),
          never("pause-save", 1, 1, Moves.MUST, (world, _) -> pauseInASave(world)),
          never("pause-60s", 1, 1, Moves.MUST, (world, _) -> pause(world, 60)),
          never("cut-peers", 1, 1, Moves.MUST, (world, _) -> cut(world, true, false)),
          never("cut-database", 1, 1, Moves.MUST, (world, _) -> cut(world, false, true)),
          never("cut-both", 1, 1, Moves.MUST, (world, _) -> cut(world, true, true)),
          excused("database-5s", Duration.ofSeconds(20), (world, _) -> databaseAway(world, 5)),
          excused("database-60s", Duration.ofSeconds(20), (world, _) -> databaseAway(world, 60)),
          never("kill-chromium", 1, 0, Moves.MUST_NOT, (world, _) -> killAbove(world, 0)),
          never("kill-chromedriver", 1, 0, Moves.MUST_NOT, (world, _) -> killAbove(world, 1)),
          never("kill-guard", 1, 0, Moves.MUST_NOT, (world, _) -> killAbove(world, 2)),
          never("second-cluster", 1, 0, Moves.MUST_NOT, (world, _) -> secondCluster(world)));

  private static Fault never(String name, int rounds, int exits, Moves moves, Blow blow) {
    return new Fault(name, rounds, exits, moves, Duration.ZERO, false, blow);
  }

  private static Fault excused(String name, Duration after, Blow blow) {
    return new Fault(name, 1, 0, Moves.MUST_NOT, after, true, blow);
  }

  /** Long enough for the others to have taken over, and for the one that was cut off to notice. */
  private static final int CUT_SECONDS = 40;

  /** Whatever kills a browser has been noticed, and the next one connected, within this. */
  private static final Duration NOTICED = Duration.ofSeconds(60);

  /** Every session is saved within this, more than once. */
  private static final Duration SAVED = Duration.ofSeconds(90);

  private static void pause(World world, int seconds) {
    int node = busiest(world);
    world.node(node).signal("STOP");
    hold(seconds);
    world.node(node).signal("CONT");
  }

  /** Stops a node that is saving a profile, for so long that the session has its next browser. */
  private static void pauseInASave(World world) {
    long deadline = System.nanoTime() + SAVED.toNanos();
    while (System.nanoTime() < deadline) {
      OptionalInt saving = world.nodeThatSaves();
      if (saving.isPresent()) {
        Supervised node = world.node(saving.getAsInt());
        node.signal("STOP");
        // Where it was quicker than the signal, it goes on.
        boolean caught = world.nodeThatSaves().equals(saving);
        if (caught) {
          hold(CUT_SECONDS);
        }
        node.signal("CONT");
        if (caught) {
          return;
        }
      }
      LockSupport.parkNanos(2_000_000);
    }
    throw new IllegalStateException("no node saved a profile in " + SAVED.toSeconds() + " s");
  }

  private static void cut(World world, boolean peers, boolean database) {
    int node = busiest(world);
    if (peers) {
      world.network().cutFromPeers(node);
    }
    if (database) {
      world.network().cutFromDatabase(node);
    }
    hold(CUT_SECONDS);
    world.network().heal();
  }

  private static void databaseAway(World world, int seconds) {
    world.database().stop();
    hold(seconds);
    world.database().start();
  }

  /** Kills a browser, or what stands so many processes above it, and sees that the page is gone. */
  private static void killAbove(World world, int steps) {
    World.Linked session = world.sessions().getFirst();
    long pid = world.watch().pid(session.id()).orElseThrow();
    int connections = world.phones().connections(session.phone()).size();
    for (int step = 0; step < steps; step++) {
      pid = ProcessHandle.of(pid).flatMap(ProcessHandle::parent).orElseThrow().pid();
    }
    Shell.run("kill", "-KILL", Long.toString(pid));
    world.waits(NOTICED, () -> world.phones().connections(session.phone()).size() > connections);
  }

  /** A node on the same database that knows nothing of the others; what it does is judged. */
  private static void secondCluster(World world) {
    int lonely = world.nodes().size() + 1;
    try (Supervised _ = world.node(lonely, lonely, lonely)) {
      if (!world.waits(Duration.ofSeconds(60), () -> world.isReady(lonely))) {
        throw new IllegalStateException("the node of the second cluster did not start");
      }
      hold(20);
    }
  }

  /** The node with the most sessions: there the fault does something. */
  private static int busiest(World world) {
    List<Integer> owners = new ArrayList<>();
    world.owners().values().forEach(name -> owners.add(Integer.valueOf(name.substring(5))));
    return IntStream.rangeClosed(1, world.nodes().size())
        .boxed()
        .max((one, other) -> Long.compare(count(owners, one), count(owners, other)))
        .orElseThrow();
  }

  private static long count(List<Integer> owners, int node) {
    return owners.stream().filter(owner -> owner == node).count();
  }

  /** How long the fault lasts is the fault itself, not a wait for anything. */
  private static void hold(int seconds) {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
