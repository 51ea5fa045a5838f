package org.openwa.lease;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.openwa.lease.SimulatedCluster.Bug;
import org.openwa.model.SessionId;

/**
 * One node that wants the browser of the session; its guard is a process of its own, which no pause
 * of the node stops.
 */
final class SimulatedNode {

  private static final SessionId SESSION = new SessionId("alice");
  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();
  private static final long NEVER = SimulatedCluster.NEVER;

  private final SimulatedTime time;
  private final SimulatedDatabase database;
  private final List<SimulatedNode> all;
  private final Bug bug;
  private final SimulatedProgram program;
  private final Owner owner;
  private final HeldLeases held;
  private final DatabaseSight sight;
  private final Promises promises;
  private boolean doubtful;
  private boolean browser;
  private boolean claiming;
  private int opened;
  private int parked;

  /** Of the guard. */
  private long deadline;

  /**
   * @param all the nodes of the cluster, this one included, once they are made
   */
  SimulatedNode(
      int number,
      SimulatedTime time,
      SimulatedDatabase database,
      List<SimulatedNode> all,
      Bug bug) {
    this.time = time;
    this.database = database;
    this.all = all;
    this.bug = bug;
    this.program = new SimulatedProgram(time);
    this.owner = new Owner("run-" + number, "host-" + number, "node-" + number);
    this.held = new HeldLeases(SimulatedCluster.SETTINGS, program::clock);
    this.sight = new DatabaseSight(SimulatedCluster.SETTINGS, program.clock());
    this.promises = new Promises(LeaseSettings.PROMISE.toNanos(), program.clock());
  }

  void start() {
    program.every(2_000, this::renew);
    program.every(250, this::look);
    program.every(1_000, this::feed);
    program.every(500, this::claimWhereNothingIsHeld);
  }

  /** What may be stopped and cut off. */
  SimulatedProgram program() {
    return program;
  }

  boolean browserLives() {
    return browser && program.clock() < deadline;
  }

  int opened() {
    return opened;
  }

  int parked() {
    return parked;
  }

  /** A statement: it may be done and its answer lost, or come after ages. */
  private <T> void statement(Supplier<T> work, Consumer<Optional<T>> then) {
    time.after(
        time.latency(),
        () -> {
          if (database.isAway() || !program.reachesDatabase()) {
            answer(time.millis(2_000), Optional.empty(), then);
          } else {
            T result = work.get();
            boolean lost = time.onceIn(50);
            answer(
                lost ? time.millis(3_000) : time.latency(),
                lost ? Optional.empty() : Optional.of(result),
                then);
          }
        });
  }

  private <T> void answer(long delay, Optional<T> answer, Consumer<Optional<T>> then) {
    time.after(delay, () -> program.whenAwake(() -> then.accept(answer)));
  }

  private void renew() {
    Map<SessionId, Long> asked = held.epochs();
    long sent = program.clock();
    this.<Long>statement(
        () -> database.renew(owner),
        kept -> {
          if (kept.isEmpty()) {
            sight.silent(program.clock());
            askToPark();
            return;
          }
          sight.answered(sent);
          asked.forEach((session, ours) -> {
            if (ours.equals(kept.get())) {
              boolean late = bug == Bug.COUNTED_FROM_THE_ANSWER;
              held.renewed(session, ours, late ? program.clock() : sent);
            } else if (held.drop(session, ours)) {
              browser = false;
            }
          });
        });
  }

  private void look() {
    held.dropExpired().forEach((_, _) -> browser = false);
    if (sight.isAway()) {
      askToPark();
    }
  }

  /** Two steps, between which the program may be stopped. */
  private void feed() {
    long food = Math.min(program.clock() + PATIENCE, held.until(SESSION));
    boolean may = held.until(SESSION) > program.clock();
    time.after(
        time.onceIn(10) ? time.millis(8_000) : 1,
        () ->
            program.whenAwake(() -> {
              if (bug == Bug.FED_WITHOUT_A_DEADLINE) {
                if (may && browserLives()) {
                  deadline = program.clock() + PATIENCE;
                }
              } else if (browserLives()) {
                deadline = Math.max(deadline, food);
              }
            }));
  }

  private void claimWhereNothingIsHeld() {
    if (!claiming && held.until(SESSION) <= program.clock() && !browserLives()) {
      claiming = true;
      claim(NEVER);
    }
  }

  private void claim(long permittedUntil) {
    long sent = program.clock();
    boolean permitted = permittedUntil != NEVER || bug == Bug.NO_PERMISSION;
    this.<Claim>statement(
        () -> database.claim(owner, !doubtful, permitted),
        claim -> onClaim(claim, sent, permittedUntil));
  }

  private void onClaim(Optional<Claim> claim, long sent, long permittedUntil) {
    boolean permitted = permittedUntil != NEVER;
    claiming = false;
    switch (claim.orElse(null)) {
      case null -> doubtful |= permitted;
      case Claim.Taken _ when permitted && program.clock() >= permittedUntil -> doubtful = true;
      case Claim.Taken(var ours) -> {
        if (held.granted(SESSION, ours, sent)) {
          doubtful = false;
          time.after(time.latency(), () -> program.whenAwake(() -> open(ours)));
        }
      }
      case Claim.Refused _ -> {}
      case Claim.NeedsPermission _ -> askForPermission();
    }
  }

  private void askForPermission() {
    claiming = true;
    long asked = program.clock();
    poll(
        all.size() / 2 + all.size() % 2,
        SimulatedNode::promiseThere,
        given -> {
          claiming = given;
          if (given) {
            claim(asked + LeaseSettings.PROMISE.toNanos());
          }
        });
  }

  /** The guard itself looks whether its deadline has not come before it starts anything. */
  private void open(long ours) {
    if (held.epochs().getOrDefault(SESSION, NEVER) == ours && !browserLives()) {
      long food = Math.min(program.clock() + PATIENCE, held.until(SESSION));
      time.after(
          time.latency(),
          () -> {
            if (program.clock() < food) {
              browser = true;
              deadline = food;
              opened++;
            }
          });
    }
  }

  private void askToPark() {
    long asked = program.clock();
    poll(
        all.size() / 2 + 1,
        SimulatedNode::promiseAway,
        agreed -> {
          if (agreed) {
            sight.agreed(asked);
            long before = held.until(SESSION);
            held.park(asked + LeaseSettings.PROMISE.minus(LeaseSettings.KILL_MARGIN).toNanos());
            parked += held.until(SESSION) > before && browserLives() ? 1 : 0;
          }
        });
  }

  private boolean promiseAway() {
    return sight.isAway() && (bug == Bug.PROMISES_FORGOTTEN || promises.away(program.clock()));
  }

  private boolean promiseThere() {
    return sight.isThere(program.clock())
        && (bug == Bug.PROMISES_FORGOTTEN || promises.there(program.clock()));
  }

  private void poll(int needed, Predicate<SimulatedNode> question, Consumer<Boolean> then) {
    SimulatedPoll poll = new SimulatedPoll(needed, then);
    for (SimulatedNode other : all) {
      time.after(way(other), () -> ask(other, question, poll));
    }
    time.after(TimeUnit.SECONDS.toNanos(1), () -> program.whenAwake(poll::end));
  }

  private void ask(SimulatedNode other, Predicate<SimulatedNode> question, SimulatedPoll poll) {
    if (program.reaches(other.program)) {
      other.program.whenAwake(() -> {
        boolean given = question.test(other);
        time.after(way(other), () -> program.whenAwake(() -> poll.add(given)));
      });
    }
  }

  private long way(SimulatedNode other) {
    return other == this ? 1 : time.latency();
  }
}
