package org.openwa.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.openwa.model.SessionId;

/**
 * Sessions as shards of the cluster. What is sent to a shard that moves waits, but what was under
 * way to a node that dies is lost. So a question is asked again until it is answered; anything else
 * is sent only to a session that has just answered, and watched: it is over once another
 * incarnation of the session answers to which the former one did not leave its work.
 */
public final class ShardedSessions implements Sessions {

  /** After this long without an answer somebody asks again, or looks what became of the session. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final Duration reachTimeout;
  private final Duration askTimeout;

  /**
   * The way to all sessions.
   *
   * @param reachTimeout how long to look for a session that moves
   * @param askTimeout how long to wait for the answer of one that was found
   */
  public ShardedSessions(
      ActorSystem<?> system, ClusterSharding sharding, Duration reachTimeout, Duration askTimeout) {
    this.system = system;
    this.sharding = sharding;
    this.reachTimeout = reachTimeout;
    this.askTimeout = askTimeout;
  }

  @Override
  public <R> CompletionStage<R> ask(
      SessionId session, Function<ActorRef<R>, SessionCommand> command) {
    Repetition repetition = Repetition.of(command.apply(system.ignoreRef()));
    return switch (repetition) {
      case HARMLESS -> askAgain(session, command);
      case WHEN_LOST, NEVER ->
          this.<Pong>askAgain(session, SessionCommand.Ping::new)
              .thenCompose(found -> askOnce(session, command, repetition, found));
    };
  }

  @Override
  public void ensure(SessionId session) {
    entity(session).tell(new SessionCommand.Ensure());
  }

  private EntityRef<SessionCommand> entity(SessionId session) {
    return sharding.entityRefFor(SessionEntity.TYPE_KEY, session.value());
  }

  /** The first answer counts, to whichever of the questions. */
  private <R> CompletionStage<R> askAgain(
      SessionId session, Function<ActorRef<R>, SessionCommand> command) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    answer.orTimeout(reachTimeout.toMillis(), TimeUnit.MILLISECONDS);
    askUntilAnswered(session, command, answer);
    return answer.exceptionallyCompose(failure ->
        CompletableFuture.failedStage(
            failure instanceof TimeoutException ? new SessionAwayException(session) : failure));
  }

  private <R> void askUntilAnswered(
      SessionId session,
      Function<ActorRef<R>, SessionCommand> command,
      CompletableFuture<R> answer) {
    if (!answer.isDone()) {
      entity(session).<R>ask(command::apply, reachTimeout).thenAccept(answer::complete);
      later(() -> askUntilAnswered(session, command, answer));
    }
  }

  private <R> CompletionStage<R> askOnce(
      SessionId session,
      Function<ActorRef<R>, SessionCommand> command,
      Repetition repetition,
      Pong found) {
    CompletableFuture<R> answer =
        entity(session).<R>ask(command::apply, askTimeout).toCompletableFuture();
    Watch watch = new Watch(session, found, answer);
    later(watch::look);
    return CompletableFuture.anyOf(answer, watch.stranger)
        .thenCompose(_ ->
            answer.isDone()
                ? answer
                : afterLoss(session, command, repetition, watch.stranger.join()));
  }

  private <R> CompletionStage<R> afterLoss(
      SessionId session,
      Function<ActorRef<R>, SessionCommand> command,
      Repetition repetition,
      Pong successor) {
    return switch (repetition) {
      case HARMLESS, WHEN_LOST -> askOnce(session, command, repetition, successor);
      case NEVER ->
          CompletableFuture.failedStage(
              new TimeoutException("session " + session + " moved before it answered"));
    };
  }

  /**
   * Looks again and again whether the one that was asked, or whoever it left its work to, is there.
   */
  private final class Watch {

    private final SessionId session;
    private final CompletableFuture<?> answer;
    private final CompletableFuture<Pong> stranger = new CompletableFuture<>();
    private volatile long responsible;
    private volatile long suspect;

    Watch(SessionId session, Pong asked, CompletableFuture<?> answer) {
      this.session = session;
      this.answer = answer;
      this.responsible = asked.incarnation();
      this.suspect = asked.incarnation();
    }

    void look() {
      if (!answer.isDone()) {
        entity(session)
            .<Pong>ask(SessionCommand.Ping::new, PATIENCE.multipliedBy(2))
            .thenAccept(this::heard)
            .whenComplete((_, _) -> lookAgain());
      }
    }

    private void heard(Pong pong) {
      long found = pong.incarnation();
      if (pong.predecessor() == responsible) {
        responsible = found;
      } else if (found != responsible && found == suspect) {
        stranger.complete(pong);
      }
      // At first it may not have heard yet whose work it has.
      suspect = found;
    }

    private void lookAgain() {
      if (!stranger.isDone()) {
        later(this::look);
      }
    }
  }

  private static void later(Runnable work) {
    CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).execute(work);
  }
}
