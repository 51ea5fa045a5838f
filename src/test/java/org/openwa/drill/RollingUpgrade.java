package org.openwa.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The program behind {@code scripts/rolling-upgrade}: exchanges one node after the other for one of
 * another version while callers and phones go on, then goes back, and judges.
 */
public final class RollingUpgrade {

  /** After a node was exchanged, everything must be as before within this. */
  private static final Duration CALM = Duration.ofMinutes(2);

  /**
   * A caller who asks once more, after about a move. A node answers within 20 s whatever happens;
   * the second try begins within 30 s. A load balancer stands before the nodes.
   */
  private static final Caller.Manners ONE_RETRY =
      new Caller.Manners(Duration.ofSeconds(21), 2, Duration.ofSeconds(5), true);

  private final World world;
  private final Findings findings = new Findings();

  private RollingUpgrade(World world) {
    this.world = world;
  }

  /** A program that nodes are started with, and the version that it should say it has. */
  private record Program(Path launcher, String version) {

    static Program of(Map<String, String> given, String option) {
      return new Program(
          Path.of(given.get(option)), given.getOrDefault(option + "-version", "unknown"));
    }
  }

  /** Exit code 0: no gate was missed. 1: one was. 2: it could not be run. */
  public static void main(String[] arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      given.put(arguments[i], arguments[i + 1]);
    }
    try {
      System.exit(run(given) ? 0 : 1);
    } catch (RuntimeException | IOException e) {
      System.err.println("rolling-upgrade: " + e.getMessage());
      System.exit(2);
    }
  }

  private static boolean run(Map<String, String> given) throws IOException {
    long began = Uptime.now();
    Program older = Program.of(given, "--older");
    Program newer = Program.of(given, "--newer");
    DrillOptions options =
        new DrillOptions(
            Path.of(given.get("--folder")),
            older.launcher(),
            Path.of(given.get("--postgres")),
            Long.parseLong(given.getOrDefault("--seed", "1")),
            3,
            Integer.parseInt(given.getOrDefault("--sessions", "4")),
            List.of(),
            Optional.empty());
    RandomGenerator random = new SplittableRandom(options.seed());
    System.out.printf("Starting %d nodes of %s ...%n", options.nodes(), older.version());
    try (World world = World.start(options, random, ONE_RETRY)) {
      RollingUpgrade upgrade = new RollingUpgrade(world);
      int rounds = Integer.parseInt(given.getOrDefault("--rounds", "1"));
      try (Load _ = Load.start(world, random)) {
        for (int round = 0; round < rounds; round++) {
          upgrade.roll("upgrade", older, newer);
          upgrade.roll("way back", newer, older);
        }
      }
      upgrade.judge();
      upgrade.findings.print(Duration.ofMillis(Uptime.now() - began));
      return upgrade.findings.none();
    }
  }

  private void roll(String name, Program from, Program to) {
    int callsBefore = world.caller().calls().size();
    System.out.printf("%s from %s to %s; now %s%n", name, from.version(), to.version(), versions());
    for (int node = 1; node <= world.nodes().size(); node++) {
      exchange(name, node, to.launcher());
    }
    Map<String, String> now = versions();
    if (!Set.copyOf(now.values()).equals(Set.of(to.version()))
        || now.size() != world.nodes().size()) {
      findings.problem(name, "not all nodes have " + to.version() + ": " + now);
    }
    List<Caller.Call> all = world.caller().calls();
    print(name, all.subList(callsBefore, all.size()));
  }

  private void exchange(String name, int node, Path launcher) {
    Supervised process = world.node(node);
    int exits = process.exits();
    long from = System.currentTimeMillis();
    world.program(node, launcher);
    process.signal("TERM");
    boolean calm = world.waits(CALM, () -> process.exits() > exits && world.isCalm());
    List<Long> gaps = new ArrayList<>();
    for (World.Linked session : world.sessions()) {
      gaps.addAll(
          Judge.gaps(
              world.phones().connections(session.phone()), from, System.currentTimeMillis()));
    }
    findings.struck(name, gaps);
    if (!calm) {
      findings.problem(name, "not calm " + CALM.toSeconds() + " s after node " + node);
    }
    if (process.exits() != exits + 1) {
      findings.problem(name, "node " + node + " ended " + (process.exits() - exits) + " times");
    }
    System.out.printf(
        "  node %d: %d s, gaps %s ms, now %s, sessions %s%n",
        node, (System.currentTimeMillis() - from) / 1000, gaps, versions(), world.owners());
  }

  /** Address to version, as the cluster says. */
  private Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    world
        .caller()
        .get("/api/cluster", Load.PATIENCE)
        .json()
        .path("nodes")
        .forEach(
            node -> versions.put(node.path("address").asText(), node.path("version").asText()));
    return versions;
  }

  private static void print(String name, List<Caller.Call> calls) {
    long again = calls.stream().filter(call -> call.tries() > 1).count();
    long failed = calls.stream().filter(call -> !call.ok()).count();
    System.out.printf(
        "  %s: %d calls, %d failed at first, %d failed even after one retry%n",
        name, calls.size(), again, failed);
    calls.stream()
        .filter(call -> call.tries() > 1)
        .collect(
            Collectors.groupingBy(Caller.Call::firstProblem, TreeMap::new, Collectors.counting()))
        .forEach((problem, count) -> System.out.printf("    %d times %s%n", count, problem));
    LongSummaryStatistics millis =
        calls.stream().mapToLong(Caller.Call::millis).summaryStatistics();
    System.out.printf("    the slowest took %d ms%n", millis.getMax());
  }

  private void judge() {
    new Verdict(world, findings, List.of()).judge("the end");
    int scans = 0;
    for (World.Linked session : world.sessions()) {
      scans += world.phones().scans(session.phone());
    }
    System.out.printf(
        "%d sends, %d inbound messages, %d sessions, %d scans.%n",
        world.history().sends().size(),
        world.history().inbound().size(),
        world.sessions().size(),
        scans);
  }
}
