package org.openwa.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.openwa.session.SendReply;
import org.openwa.session.SessionCommand;
import org.openwa.session.Sessions;

/**
 * Looks, on each node, for what is due, takes it, hands it to its session and writes down what came
 * of it. It keeps nothing that matters: what a node had taken when it died is taken by another, and
 * the key of the send keeps it from becoming two messages.
 */
public final class Dispatcher {

  /** Understood by the dispatcher. */
  public sealed interface Command {}

  private record Look() implements Command {}

  private record Found(List<PlannedSend> due, List<Bulks.Turn> turns) implements Command {}

  private record NotFound(String reason) implements Command {}

  private record Ended(Duration next, @Nullable Throwable failure) implements Command {}

  /** What the dispatcher works with. */
  public record Parts(
      ScheduledSends scheduled,
      Bulks bulks,
      Sessions sessions,
      ScheduleSettings settings,
      Clock clock,
      RandomGenerator random) {}

  private static final int AT_ONCE = 64;
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Outcome LIMIT_REACHED = new Outcome.Failed("RECIPIENT_LIMIT");

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final Parts parts;
  private int underWay;

  private Dispatcher(ActorContext<Command> context, TimerScheduler<Command> timers, Parts parts) {
    this.context = context;
    this.timers = timers;
    this.parts = parts;
  }

  public static Behavior<Command> create(Parts parts) {
    return Behaviors.withTimers(timers ->
        Behaviors.setup(context -> {
          context.getSelf().tell(new Look());
          return new Dispatcher(context, timers, parts).behavior();
        }));
  }

  private Behavior<Command> behavior() {
    return Behaviors.receiveMessage(message -> {
      switch (message) {
        case Look _ -> look();
        case Found found -> {
          found.due().forEach(this::send);
          found.turns().forEach(this::take);
          lookAfter(parts.settings().look());
        }
        case NotFound(var reason) -> {
          context.getLog().warn("cannot look for planned sends: {}", reason);
          lookAfter(RETRY);
        }
        case Ended ended -> onEnded(ended);
      }
      return Behaviors.same();
    });
  }

  private void look() {
    int room = AT_ONCE - underWay;
    if (room <= 0) {
      lookAfter(parts.settings().look());
      return;
    }
    Duration claim = parts.settings().claim();
    context.pipeToSelf(
        parts
            .scheduled()
            .claim(room, claim)
            .thenCombine(parts.bulks().claim(room, claim), Found::new),
        (found, failure) -> found == null ? new NotFound(String.valueOf(failure)) : found);
  }

  /** One timer, so that looks never pile up; an earlier one replaces a later one. */
  private void lookAfter(Duration wait) {
    timers.startSingleTimer(Look.class, new Look(), wait);
  }

  private void send(PlannedSend send) {
    follow(
        attempt(send)
            .thenCompose(outcome -> {
              Verdict verdict = verdict(outcome, send, send.dueAt());
              return parts.scheduled().settle(send, verdict, parts.settings().again());
            }),
        parts.settings().look());
  }

  private void take(Bulks.Turn turn) {
    Duration next = turn.pace().next(parts.random());
    CompletionStage<Outcome> outcome =
        turn.sentToChatToday() >= parts.settings().recipientLimit()
            ? CompletableFuture.completedStage(LIMIT_REACHED)
            : attempt(turn.item());
    follow(
        outcome.thenCompose(known -> {
          Verdict verdict = verdict(known, turn.item(), turn.awaySince());
          boolean isDecided =
              verdict.status() != PlanStatus.PENDING && verdict.status() != PlanStatus.SENDING;
          return parts.bulks().settle(turn, verdict, isDecided ? next : parts.settings().again());
        }),
        next);
  }

  private void follow(CompletionStage<Void> work, Duration next) {
    underWay++;
    context.pipeToSelf(work.thenApply(_ -> Done.done()), (_, failure) -> new Ended(next, failure));
  }

  private void onEnded(Ended ended) {
    underWay--;
    if (ended.failure() != null) {
      context
          .getLog()
          .warn("a planned send is to be looked at again: {}", ended.failure().toString());
    } else if (ended.next().compareTo(parts.settings().look()) < 0) {
      lookAfter(ended.next());
    }
  }

  private Verdict verdict(Outcome outcome, PlannedSend send, Instant awaySince) {
    Instant triedAt = Objects.requireNonNullElse(send.triedAt(), parts.clock().instant());
    return Verdict.of(outcome, triedAt, awaySince, parts.clock().instant(), parts.settings());
  }

  /** Never fails. */
  private CompletionStage<Outcome> attempt(PlannedSend send) {
    if (isKeyForgotten(send)) {
      return CompletableFuture.completedStage(new Outcome.Lost());
    }
    return parts
        .sessions()
        .<SendReply>ask(
            send.session(),
            replyTo -> new SessionCommand.Send(send.chat(), send.message(), send.key(), replyTo))
        .thenApply(Outcome::of)
        .exceptionally(_ -> new Outcome.NoAnswer());
  }

  /** A send that was handed over a day ago may have gone out under a key that nobody knows now. */
  private boolean isKeyForgotten(PlannedSend send) {
    return send.triedAt() != null
        && Duration.between(send.triedAt(), parts.clock().instant())
                .compareTo(DAY.minus(Duration.ofHours(1)))
            > 0;
  }
}
