package org.openwa.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openwa.model.SessionId;

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

  private static final SessionId SESSION = new SessionId("alice");
  private static final LeaseSettings SETTINGS =
      new LeaseSettings(Duration.ofSeconds(8), Duration.ofMinutes(5));
  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();
  private static final long NEVER = Long.MIN_VALUE;

  private record Step(long time, long order, Runnable work) implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
      return time == other.time ? Long.compare(order, other.order) : Long.compare(time, other.time);
    }
  }

  private final Random random;
  private final Bug bug;
  private final PriorityQueue<Step> steps = new PriorityQueue<>();
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private long now;
  private long order;

  /** The row, and until when nobody reaches it. */
  private ClaimRule.Row row = new ClaimRule.Row(null, null, null, null, null);

  private long epoch;
  private long databaseBack;

  private int opened;
  private int parked;
  private int mostAtOnce;

  SimulatedCluster(long seed, Bug bug) {
    this.random = new Random(seed);
    this.bug = bug;
    for (int i = 0; i < NODES; i++) {
      nodes.add(new SimulatedNode(i));
    }
  }

  /** Lets so much time go by. */
  void run(Duration duration) {
    for (SimulatedNode node : nodes) {
      node.start();
    }
    after(0, this::trouble);
    long end = duration.toNanos();
    while (now < end) {
      Step step = steps.remove();
      now = step.time();
      step.work().run();
      observe();
    }
  }

  int opened() {
    return opened;
  }

  int parked() {
    return parked;
  }

  int mostAtOnce() {
    return mostAtOnce;
  }

  private void observe() {
    int alive = (int) nodes.stream().filter(SimulatedNode::browserLives).count();
    mostAtOnce = Math.max(mostAtOnce, alive);
  }

  private void after(long delay, Runnable work) {
    steps.add(new Step(now + delay, order++, work));
  }

  private long millis(int most) {
    return TimeUnit.MILLISECONDS.toNanos(random.nextInt(most) + 1);
  }

  /** Quick mostly, and now and then for ages. */
  private long latency() {
    return random.nextInt(20) == 0 ? millis(6_000) : millis(40);
  }

  private void trouble() {
    SimulatedNode node = nodes.get(random.nextInt(NODES));
    long length = millis(25_000);
    switch (random.nextInt(4)) {
      case 0 -> node.resumes = Math.max(node.resumes, now + length);
      case 1 -> databaseBack = now + length;
      case 2 -> node.reachesDatabase = now + length;
      default -> node.reachesPeers = now + length;
    }
    after(millis(15_000), this::trouble);
  }

  private Instant databaseTime() {
    return Instant.EPOCH.plusNanos(now);
  }

  /** One node; its guard is a process of its own, which no pause of the node stops. */
  private final class SimulatedNode {

    private final Owner owner;
    private final long offset = millis(1_000_000);
    private final HeldLeases held = new HeldLeases(SETTINGS, this::clock);
    private final DatabaseSight sight = new DatabaseSight(SETTINGS, clock());
    private final Promises promises = new Promises(LeaseSettings.PROMISE.toNanos(), clock());
    private boolean doubtful;
    private long resumes;
    private long reachesDatabase;
    private long reachesPeers;
    private boolean browser;
    private boolean claiming;

    /** Of the guard. */
    private long deadline;

    SimulatedNode(int number) {
      this.owner = new Owner("run-" + number, "host-" + number, "node-" + number);
    }

    void start() {
      every(2_000, this::renew);
      every(250, this::look);
      every(1_000, this::feed);
      every(500, this::claimWhereNothingIsHeld);
    }

    long clock() {
      return now + offset;
    }

    boolean browserLives() {
      return browser && clock() < deadline;
    }

    private void every(int interval, Runnable work) {
      after(
          millis(interval),
          () -> {
            whenAwake(work);
            every(interval, work);
          });
    }

    /** A stopped program goes on when it is woken, in the middle of what it did. */
    private void whenAwake(Runnable work) {
      if (now < resumes) {
        after(resumes - now + millis(20), () -> whenAwake(work));
      } else {
        work.run();
      }
    }

    /** A statement: it may be done and its answer lost, or come after ages. */
    private <T> void statement(
        BooleanSupplier wanted, Statement<T> work, Consumer<Optional<T>> then) {
      after(
          latency(),
          () -> {
            if (!wanted.getAsBoolean() || now < databaseBack || now < reachesDatabase) {
              after(millis(2_000), () -> whenAwake(() -> then.accept(Optional.empty())));
            } else {
              T result = work.run();
              boolean lost = random.nextInt(50) == 0;
              after(
                  lost ? millis(3_000) : latency(),
                  () ->
                      whenAwake(() -> then.accept(lost ? Optional.empty() : Optional.of(result))));
            }
          });
    }

    private void renew() {
      Map<SessionId, Long> asked = held.epochs();
      long sent = clock();
      this.<Long>statement(
          () -> true,
          this::renewRow,
          kept -> {
            if (kept.isEmpty()) {
              sight.silent(clock());
              askToPark();
              return;
            }
            sight.answered(sent);
            asked.forEach((session, ours) -> {
              if (ours.equals(kept.get())) {
                held.renewed(session, ours, bug == Bug.COUNTED_FROM_THE_ANSWER ? clock() : sent);
              } else if (held.drop(session, ours)) {
                browser = false;
              }
            });
          });
    }

    private long renewRow() {
      if (!owner.incarnation().equals(row.incarnation()) || row.expiresAt() == null) {
        return NEVER;
      }
      row = mine();
      return epoch;
    }

    private ClaimRule.Row mine() {
      return new ClaimRule.Row(
          owner.incarnation(),
          owner.host(),
          "cluster",
          owner.node(),
          databaseTime().plus(SETTINGS.ttl()));
    }

    private void look() {
      held.dropExpired().forEach((_, _) -> browser = false);
      if (sight.isAway()) {
        askToPark();
      }
    }

    /** Two steps, between which the program may be stopped. */
    private void feed() {
      long food = Math.min(clock() + PATIENCE, held.until(SESSION));
      boolean may = held.until(SESSION) > clock();
      after(
          random.nextInt(10) == 0 ? millis(8_000) : 1,
          () ->
              whenAwake(() -> {
                if (bug == Bug.FED_WITHOUT_A_DEADLINE) {
                  if (may && browserLives()) {
                    deadline = clock() + PATIENCE;
                  }
                } else if (browserLives()) {
                  deadline = Math.max(deadline, food);
                }
              }));
    }

    private void claimWhereNothingIsHeld() {
      if (!claiming && held.until(SESSION) <= clock() && !browserLives()) {
        claiming = true;
        claim(NEVER);
      }
    }

    private void claim(long permittedUntil) {
      long sent = clock();
      boolean permitted = permittedUntil != NEVER;
      this.<Claim>statement(
          () -> true, () -> claimRow(permitted), claim -> onClaim(claim, sent, permittedUntil));
    }

    private Claim claimRow(boolean permitted) {
      LeaseTable.Claimant claimant =
          new LeaseTable.Claimant(
              owner, "cluster", Map.of(), !doubtful, permitted || bug == Bug.NO_PERMISSION);
      return ClaimRule.objection(row, claimant, databaseTime())
          .orElseGet(() -> {
            row = mine();
            return new Claim.Taken(++epoch);
          });
    }

    private void onClaim(Optional<Claim> claim, long sent, long permittedUntil) {
      boolean permitted = permittedUntil != NEVER;
      claiming = false;
      switch (claim.orElse(null)) {
        case null -> doubtful |= permitted;
        case Claim.Taken _ when permitted && clock() >= permittedUntil -> doubtful = true;
        case Claim.Taken(var ours) -> {
          if (held.granted(SESSION, ours, sent)) {
            doubtful = false;
            after(latency(), () -> whenAwake(() -> open(ours)));
          }
        }
        case Claim.Refused _ -> {}
        case Claim.NeedsPermission _ -> {
          claiming = true;
          long asked = clock();
          poll(
              NODES / 2 + NODES % 2,
              SimulatedNode::promiseThere,
              given -> {
                claiming = false;
                if (given) {
                  claiming = true;
                  claim(asked + LeaseSettings.PROMISE.toNanos());
                }
              });
        }
      }
    }

    /** The guard itself looks whether its deadline has not come before it starts anything. */
    private void open(long ours) {
      if (held.epochs().getOrDefault(SESSION, NEVER) == ours && !browserLives()) {
        long food = Math.min(clock() + PATIENCE, held.until(SESSION));
        after(
            latency(),
            () -> {
              if (clock() < food) {
                browser = true;
                deadline = food;
                opened++;
              }
            });
      }
    }

    private void askToPark() {
      long asked = clock();
      poll(
          NODES / 2 + 1,
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
      return sight.isAway() && (bug == Bug.PROMISES_FORGOTTEN || promises.away(clock()));
    }

    private boolean promiseThere() {
      return sight.isThere(clock()) && (bug == Bug.PROMISES_FORGOTTEN || promises.there(clock()));
    }

    private void poll(int needed, Question question, Consumer<Boolean> then) {
      Count count = new Count(needed, then);
      for (SimulatedNode other : nodes) {
        after(
            other == this ? 1 : latency(),
            () -> {
              if (other == this || (now >= reachesPeers && now >= other.reachesPeers)) {
                other.whenAwake(() -> {
                  boolean given = question.ask(other);
                  after(other == this ? 1 : latency(), () -> whenAwake(() -> count.add(given)));
                });
              }
            });
      }
      after(TimeUnit.SECONDS.toNanos(1), () -> whenAwake(count::end));
    }
  }

  private interface Question {
    boolean ask(SimulatedNode node);
  }

  private interface Statement<T> {
    T run();
  }

  private static final class Count {
    private final int needed;
    private @Nullable Consumer<Boolean> then;
    private int given;

    Count(int needed, Consumer<Boolean> then) {
      this.needed = needed;
      this.then = then;
    }

    void add(boolean promise) {
      given += promise ? 1 : 0;
      if (given >= needed) {
        tell(true);
      }
    }

    void end() {
      tell(given >= needed);
    }

    private void tell(boolean result) {
      Consumer<Boolean> told = then;
      then = null;
      if (told != null) {
        told.accept(result);
      }
    }
  }
}
