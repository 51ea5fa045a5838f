package org.openwa.cluster;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.openwa.model.SessionId;
import org.openwa.session.SessionDirectory;
import org.openwa.session.Sessions;

/**
 * Wakes every session that should run, at start and again and again: what is awake already is not
 * disturbed by it. How fast browsers start is the hosts' business.
 */
public final class SessionReconciler {

  /** Understood by the reconciler. */
  public sealed interface Command {}

  private record Tick() implements Command {}

  private record Found(List<SessionId> sessions) implements Command {}

  private record NotFound(String reason) implements Command {}

  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private SessionReconciler() {}

  public static Behavior<Command> create(SessionDirectory directory, Sessions sessions) {
    return Behaviors.withTimers(timers ->
        Behaviors.setup(context -> {
          context.getSelf().tell(new Tick());
          return Behaviors.receiveMessage(message -> {
            switch (message) {
              case Tick _ -> context.pipeToSelf(directory.shouldRun(), SessionReconciler::result);
              case Found(var found) -> {
                found.forEach(sessions::ensure);
                timers.startSingleTimer(new Tick(), INTERVAL);
              }
              case NotFound(var reason) -> {
                context.getLog().warn("cannot list the sessions: {}", reason);
                timers.startSingleTimer(new Tick(), RETRY);
              }
            }
            return Behaviors.same();
          });
        }));
  }

  private static Command result(@Nullable List<SessionId> found, @Nullable Throwable failure) {
    return found == null ? new NotFound(String.valueOf(failure)) : new Found(found);
  }
}
