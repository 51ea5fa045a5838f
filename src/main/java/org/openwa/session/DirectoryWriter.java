package org.openwa.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.openwa.lease.StaleEpochException;

/**
 * Writes a session's row: one statement at a time, always the newest view, again when it failed.
 * Callers who must not hear of a change before it is in the list are answered afterwards. Used by
 * its entity only.
 */
final class DirectoryWriter {

  /** The row is written, or not. */
  record Written(@Nullable Throwable failure) implements SessionEntity.Received {}

  /** Time to try again. */
  record TryAgain() implements SessionEntity.Received {}

  private record Answer(ActorRef<SessionReply> replyTo, SessionView view) {}

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final ActorContext<SessionEntity.Received> context;
  private final TimerScheduler<SessionEntity.Received> timers;
  private final SessionDirectory directory;
  private final List<Answer> inFlight = new ArrayList<>();
  private final List<Answer> next = new ArrayList<>();
  private @Nullable SessionView newest;
  private @Nullable SessionView written;
  private CompletionStage<Void> lastSave = CompletableFuture.completedStage(null);
  private boolean writing;

  DirectoryWriter(
      ActorContext<SessionEntity.Received> context,
      TimerScheduler<SessionEntity.Received> timers,
      SessionDirectory directory) {
    this.context = context;
    this.timers = timers;
    this.directory = directory;
  }

  /** Writes the view, unless it is what was written last. */
  void save(SessionView view) {
    newest = view;
    write();
  }

  /** Writes the view and answers with it. */
  void saveAndAnswer(SessionView view, ActorRef<SessionReply> replyTo) {
    newest = view;
    next.add(new Answer(replyTo, view));
    write();
  }

  /** Writes nothing more; completes, in any case, when what was on its way has ended. */
  CompletionStage<Void> stop() {
    newest = null;
    written = null;
    return lastSave.handle((_, _) -> null);
  }

  void onWritten(Written result) {
    writing = false;
    for (Answer answer : inFlight) {
      answer.replyTo().tell(reply(answer.view(), result.failure()));
    }
    inFlight.clear();
    if (result.failure() == null) {
      write();
    } else {
      written = null;
      timers.startSingleTimer(new TryAgain(), RETRY);
    }
  }

  private static SessionReply reply(SessionView view, @Nullable Throwable failure) {
    if (failure == null) {
      return new SessionReply.Accepted(view);
    }
    SessionRefusal refusal =
        isStale(failure) ? SessionRefusal.SESSION_UNAVAILABLE : SessionRefusal.DATABASE_UNAVAILABLE;
    return new SessionReply.Refused(refusal, view.status(), view.statusReason());
  }

  /** The session is another node's still, or again. */
  private static boolean isStale(Throwable failure) {
    return failure instanceof StaleEpochException
        || failure.getCause() instanceof StaleEpochException;
  }

  void write() {
    SessionView view = newest;
    if (writing || view == null || (view.equals(written) && next.isEmpty())) {
      return;
    }
    writing = true;
    written = view;
    inFlight.addAll(next);
    next.clear();
    lastSave = directory.save(view);
    context.pipeToSelf(lastSave.thenApply(_ -> Done.done()), (_, failure) -> new Written(failure));
  }
}
