package org.openwa.metrics;

import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.openwa.model.SessionId;
import org.openwa.session.SendReply;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionReply;
import org.openwa.session.Sessions;

/** Times what is asked of sessions. */
record MeasuredSessions(Sessions sessions) implements Sessions {

  @Override
  public <R> CompletionStage<R> ask(
      SessionId session, Function<ActorRef<R>, SessionCommand> command) {
    long began = System.nanoTime();
    AtomicBoolean isSend = new AtomicBoolean();
    return sessions
        .<R>ask(
            session,
            replyTo -> {
              SessionCommand made = command.apply(replyTo);
              isSend.setPlain(made instanceof SessionCommand.Send);
              return made;
            })
        .whenComplete((reply, failure) -> {
          String outcome = word(reply, failure);
          Meters.record(Meters.ASK, outcome, began);
          if (isSend.getPlain()) {
            Meters.record(Meters.SEND, outcome, began);
          }
        });
  }

  /** Few words, so that Prometheus keeps few series. */
  private static String word(@Nullable Object reply, @Nullable Throwable failure) {
    return switch (reply) {
      case null -> failure == null ? "done" : "failed";
      case SendReply.Sent _ -> "sent";
      case SendReply.Unknown _ -> "unknown";
      case SendReply.Repeated _ -> "repeated";
      case SessionReply.Refused(var refusal, _, _) -> refusal.name().toLowerCase(Locale.ROOT);
      default -> "done";
    };
  }

  @Override
  public void ensure(SessionId session) {
    sessions.ensure(session);
  }
}
