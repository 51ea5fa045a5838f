package org.openwa.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Three nodes that all want the browser of one session, one database, and a time in which
 * everything takes as long as a random generator says: statements, questions, and the steps of a
 * program that may be stopped between any two of them. What decides is the code that runs in a
 * node.
 */
final class SimulatedCluster {

  /** What is broken on purpose, so that the simulation is seen to find it. */
  enum Bug {
    NONE,
    NO_PERMISSION,
    COUNTED_FROM_THE_ANSWER,
    FED_WITHOUT_A_DEADLINE,
    PROMISES_FORGOTTEN
  }

  static final int NODES = 3;
  static final LeaseSettings SETTINGS =
      new LeaseSettings(Duration.ofSeconds(8), Duration.ofMinutes(5));
  static final long NEVER = Long.MIN_VALUE;

  private final SimulatedTime time;
  private final SimulatedDatabase database;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private int mostAtOnce;

  SimulatedCluster(long seed, Bug bug) {
    this.time = new SimulatedTime(seed);
    this.database = new SimulatedDatabase(time);
    for (int i = 0; i < NODES; i++) {
      nodes.add(new SimulatedNode(i, time, database, nodes, bug));
    }
  }

  /** Lets so much time go by. */
  void run(Duration duration) {
    nodes.forEach(SimulatedNode::start);
    time.after(0, this::trouble);
    time.run(duration, this::observe);
  }

  int opened() {
    return nodes.stream().mapToInt(SimulatedNode::opened).sum();
  }

  int parked() {
    return nodes.stream().mapToInt(SimulatedNode::parked).sum();
  }

  int mostAtOnce() {
    return mostAtOnce;
  }

  private void observe() {
    int alive = (int) nodes.stream().filter(SimulatedNode::browserLives).count();
    mostAtOnce = Math.max(mostAtOnce, alive);
  }

  private void trouble() {
    SimulatedProgram program = nodes.get(time.oneOf(NODES)).program();
    long length = time.millis(25_000);
    switch (time.oneOf(4)) {
      case 0 -> program.pause(length);
      case 1 -> database.goAway(length);
      case 2 -> program.loseDatabase(length);
      default -> program.losePeers(length);
    }
    time.after(time.millis(15_000), this::trouble);
  }
}
