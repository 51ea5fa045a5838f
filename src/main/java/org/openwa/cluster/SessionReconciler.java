package org.openwa.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.jspecify.annotations.Nullable;
import org.openwa.model.SessionId;
import org.openwa.session.SessionDirectory;
import org.openwa.session.Sessions;

/**
 * Wakes every session that should run, again and again: what is awake already is not disturbed by
 * it. One in the cluster. Looks at once when a node comes or goes, and often for a while after
 * that; how fast browsers start is the hosts' business.
 */
public final class SessionReconciler {

  /** Understood by the reconciler. */
  public sealed interface Command {}

  private enum Tick implements Command {
    INSTANCE
  }

  private record Found(List<SessionId> sessions) implements Command {}

  private record NotFound(String reason) implements Command {}

  private record MembersChanged(String what) implements Command {}

  /** How often to look in quiet times. */
  static final Duration INTERVAL = Duration.ofSeconds(5);

  /** How often to look while nodes come and go. */
  static final Duration RESTLESS_INTERVAL = Duration.ofMillis(500);

  /** So long after the last one came or went. */
  static final Duration RESTLESS = Duration.ofSeconds(45);

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final SessionDirectory directory;
  private final Sessions sessions;
  private final NodeLoads loads;
  private final UnaryOperator<String> shardOf;
  private boolean looking;
  private long restlessUntil = System.nanoTime() + RESTLESS.toNanos();

  private SessionReconciler(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      SessionDirectory directory,
      Sessions sessions,
      NodeLoads loads,
      UnaryOperator<String> shardOf) {
    this.context = context;
    this.timers = timers;
    this.directory = directory;
    this.sessions = sessions;
    this.loads = loads;
    this.shardOf = shardOf;
  }

  /**
   * Begins at once.
   *
   * @param loads are told how many sessions should run in each shard
   * @param shardOf the shard of a session's id
   */
  public static Behavior<Command> create(
      SessionDirectory directory,
      Sessions sessions,
      NodeLoads loads,
      UnaryOperator<String> shardOf) {
    return Behaviors.withTimers(timers ->
        Behaviors.setup(context -> {
          Cluster.get(context.getSystem())
              .subscriptions()
              .tell(
                  Subscribe.create(
                      context.messageAdapter(
                          ClusterEvent.MemberEvent.class,
                          event -> new MembersChanged(event.toString())),
                      ClusterEvent.MemberEvent.class));
          context.getSelf().tell(Tick.INSTANCE);
          return new SessionReconciler(context, timers, directory, sessions, loads, shardOf)
              .behavior();
        }));
  }

  private Behavior<Command> behavior() {
    return Behaviors.receiveMessage(message -> {
      switch (message) {
        case Tick _ -> look();
        case MembersChanged(var what) -> {
          context.getLog().debug("looks again: {}", what);
          restlessUntil = System.nanoTime() + RESTLESS.toNanos();
          look();
        }
        case Found(var found) -> {
          looking = false;
          wake(found);
        }
        case NotFound(var reason) -> {
          looking = false;
          context.getLog().warn("cannot list the sessions: {}", reason);
          lookIn(RESTLESS_INTERVAL);
        }
      }
      return Behaviors.same();
    });
  }

  private void look() {
    if (!looking) {
      looking = true;
      context.pipeToSelf(directory.shouldRun(), SessionReconciler::result);
    }
  }

  private static Command result(@Nullable List<SessionId> found, @Nullable Throwable failure) {
    return found == null ? new NotFound(String.valueOf(failure)) : new Found(found);
  }

  private void wake(List<SessionId> found) {
    Map<String, Integer> byShard = new HashMap<>();
    found.forEach(session -> byShard.merge(shardOf.apply(session.value()), 1, Integer::sum));
    // First: where they are placed depends on it.
    loads.shouldRun(byShard);
    if (!isTheLastToLeave()) {
      found.forEach(sessions::ensure);
    }
    boolean draining = loads.all().stream().anyMatch(NodeLoad::draining);
    boolean restless = draining || System.nanoTime() - restlessUntil < 0;
    lookIn(restless ? RESTLESS_INTERVAL : INTERVAL);
  }

  /** Then nobody can be woken any more, and what is sent to nobody keeps this node from ending. */
  private boolean isTheLastToLeave() {
    Cluster cluster = Cluster.get(context.getSystem());
    boolean others = false;
    for (Member member : cluster.state().getMembers()) {
      others |= member.status().equals(MemberStatus.up()) && !member.equals(cluster.selfMember());
    }
    return !others && CoordinatedShutdown.get(context.getSystem()).getShutdownReason().isPresent();
  }

  private void lookIn(Duration delay) {
    timers.startSingleTimer(Tick.INSTANCE, delay);
  }
}
