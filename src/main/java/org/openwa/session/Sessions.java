package org.openwa.session;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.openwa.model.RequestId;
import org.openwa.model.SessionId;

/** The way to every session of the cluster, wherever it lives. */
public interface Sessions {

  /**
   * Asks a session. The stage fails with a {@link java.util.concurrent.TimeoutException} after the
   * API's deadline, with which nothing is said about what happened.
   */
  <R> CompletionStage<R> ask(SessionId session, Function<ActorRef<R>, SessionCommand> command);

  /** Wakes a session, so that what should run does; see {@link SessionCommand.Ensure}. */
  void ensure(SessionId session);

  /** The same sessions, asked in the course of a caller's request. */
  default Sessions during(RequestId request) {
    Sessions all = this;
    return new Sessions() {
      @Override
      public <R> CompletionStage<R> ask(
          SessionId session, Function<ActorRef<R>, SessionCommand> command) {
        return all.ask(session, replyTo -> command.apply(replyTo).during(request));
      }

      @Override
      public void ensure(SessionId session) {
        all.ensure(session);
      }
    };
  }
}
