package org.openwa.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** The program behind {@code scripts/drill}: strikes, waits until all is calm again, judges. */
public final class Drill {

  /** After a fault, everything must be as before within this. */
  private static final Duration CALM = Duration.ofSeconds(90);

  /** Then the last webhooks must have arrived within this. */
  private static final Duration DELIVERED = Duration.ofSeconds(30);

  private final World world;
  private final DrillOptions options;
  private final RandomGenerator random;
  private final Findings findings = new Findings();
  private final List<Judge.Excuse> excuses = new ArrayList<>();

  private Drill(World world, DrillOptions options, RandomGenerator random) {
    this.world = world;
    this.options = options;
    this.random = random;
  }

  /** Exit code 0: nothing was found. 1: something was. 2: the drill itself could not be run. */
  public static void main(String[] arguments) {
    try {
      System.exit(run(DrillOptions.parse(arguments)) ? 0 : 1);
    } catch (RuntimeException | IOException e) {
      System.err.println("drill: " + e.getMessage());
      System.exit(2);
    }
  }

  private static boolean run(DrillOptions options) throws IOException {
    long began = Uptime.now();
    System.out.printf("Seed %d. Starting %d nodes ...%n", options.seed(), options.nodes());
    RandomGenerator random = new SplittableRandom(options.seed());
    try (World world = World.start(options, random)) {
      Drill drill = new Drill(world, options, random);
      drill.strikeAll();
      drill.findings.print(Duration.ofMillis(Uptime.now() - began));
      return drill.findings.none();
    }
  }

  private void strikeAll() {
    try (Load _ = Load.start(world, random)) {
      for (Fault fault : Fault.ALL) {
        if (options.only().isEmpty() || options.only().contains(fault.name())) {
          int rounds = options.repeat().orElse(fault.rounds());
          for (int round = 0; round < rounds; round++) {
            strike(fault, 1 + round % options.nodes());
          }
        }
      }
    }
    judgeRecords("after the last call");
  }

  private void strike(Fault fault, int round) {
    Map<String, String> owners = world.owners();
    int exits = exits();
    long from = Uptime.now();
    long wallFrom = System.currentTimeMillis();
    fault.blow().strike(world, round);
    if (fault.excused()) {
      excuses.add(new Judge.Excuse(from, Uptime.now() + fault.excuse().toMillis()));
    }
    awaitAfter(fault, exits);
    boolean calm = world.waits(CALM, world::isCalm);
    Map<String, String> now = world.owners();
    List<Long> gaps = new ArrayList<>();
    for (World.Linked session : world.sessions()) {
      gaps.addAll(
          Judge.gaps(
              world.phones().connections(session.phone()), wallFrom, System.currentTimeMillis()));
    }
    findings.struck(fault.name(), gaps);
    if (!calm) {
      findings.problem(fault.name(), "not calm after " + CALM.toSeconds() + " s");
    }
    if (exits() - exits != fault.exits()) {
      findings.problem(
          fault.name(), (exits() - exits) + " nodes exited instead of " + fault.exits());
    }
    boolean moved = !owners.equals(now);
    if (moved && fault.moves() == Fault.Moves.MUST_NOT) {
      findings.problem(fault.name(), "sessions moved: " + owners + " became " + now);
    }
    if (!moved && fault.moves() == Fault.Moves.MUST) {
      findings.problem(fault.name(), "no session moved");
    }
    judgeRecords(fault.name());
    System.out.printf(
        "%-18s round %d: gaps %s ms, %d sends, %d inbound, %d problems so far%n",
        fault.name(),
        round,
        gaps,
        world.history().sends().size(),
        world.history().inbound().size(),
        findings.count());
  }

  /** A fault that ends nodes is over only when they have ended. */
  private void awaitAfter(Fault fault, int exitsBefore) {
    if (fault.exits() > 0) {
      world.waits(CALM, () -> exits() - exitsBefore >= fault.exits());
      // Restarted a second later; until then the node's port answers nothing, which is not calm.
      LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    }
  }

  private int exits() {
    return world.nodes().stream().mapToInt(Supervised::exits).sum();
  }

  private void judgeRecords(String fault) {
    History history = world.history();
    List<History.Inbound> inbound = history.inbound();
    world.waits(DELIVERED, () -> Judge.missing(inbound, history.received().keySet()).isEmpty());
    findings.problems(fault, "no webhook for", Judge.missing(inbound, history.received().keySet()));
    findings.problems(fault, "two event ids for", Judge.twiceMinted(history.received()));
    Judge.overlaps(world.watch().lives())
        .forEach((session, millis) ->
            findings.problem(fault, "two browsers of " + session + " for " + millis + " ms"));
    for (World.Linked session : world.sessions()) {
      judge(fault, session, inbound);
    }
    findings.problems(
        fault,
        "failed without a reason:",
        Judge.unexcused(history.sends(), history.failedReads(), excuses));
  }

  private void judge(String fault, World.Linked session, List<History.Inbound> inbound) {
    List<History.Send> sends =
        world.history().sends().stream()
            .filter(send -> send.session().equals(session.id()))
            .toList();
    List<Judge.PhoneMessage> phone = world.phones().messages(session.phone());
    Set<String> listed = world.listed(session);
    findings.problems(fault, "lost send", Judge.lostSends(sends, phone));
    findings.problems(fault, "sent twice:", Judge.doubleSends(phone));
    findings.problems(
        fault,
        "not in the list:",
        Judge.missing(
            inbound.stream().filter(one -> one.session().equals(session.id())).toList(), listed));
    findings.problems(
        fault,
        "acknowledged and not in the list:",
        sends.stream()
            .map(History.Send::id)
            .flatMap(Optional::stream)
            .filter(id -> !listed.contains(id))
            .toList());
    int scans = world.phones().scans(session.phone());
    if (scans != 1) {
      findings.problem(fault, session.id() + " was scanned " + scans + " times");
    }
  }
}
