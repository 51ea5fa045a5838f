package org.openwa.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.BrowserHost;
import org.openwa.browser.Page;
import org.openwa.model.SessionId;

/**
 * A deleted session until nothing is left of it; meanwhile it cannot be created again. Used by its
 * entity only.
 */
final class Removing {

  /** Nothing is left of the session, or what is left could not be removed. */
  record Removed(ActorRef<SessionReply> replyTo, SessionReply reply)
      implements SessionEntity.Received {}

  private static final Duration CLOSE_PATIENCE = Duration.ofMinutes(1);

  private final ActorContext<SessionEntity.Received> context;
  private final SessionId id;
  private final SessionParts parts;
  private boolean underWay;

  Removing(ActorContext<SessionEntity.Received> context, SessionId id, SessionParts parts) {
    this.context = context;
    this.id = id;
    this.parts = parts;
  }

  boolean isUnderWay() {
    return underWay;
  }

  /**
   * Removes the session from this node and from the tables.
   *
   * @param last as it was shown last
   * @param linkedPage a page that can unlink the account
   * @param lastSave completes when its row is written no more
   */
  void begin(
      SessionView last,
      long epoch,
      Optional<Page> linkedPage,
      CompletionStage<Void> lastSave,
      ActorRef<SessionReply> replyTo) {
    underWay = true;
    context.pipeToSelf(
        new SessionRemoval(id, epoch, linkedPage, lastSave, this::browserGone, parts)
            .run()
            .thenApply(_ -> Done.done()),
        (_, failure) -> new Removed(replyTo, reply(last, failure)));
  }

  private CompletionStage<Done> browserGone() {
    return AskPattern.ask(
        parts.host(),
        replyTo -> new BrowserHost.AwaitGone(id, replyTo),
        CLOSE_PATIENCE,
        context.getSystem().scheduler());
  }

  private static SessionReply reply(SessionView last, @Nullable Throwable failure) {
    return failure == null
        ? new SessionReply.Accepted(last)
        : new SessionReply.Refused(SessionRefusal.DATABASE_UNAVAILABLE, last.status(), null);
  }

  void onRemoved(Removed removed) {
    underWay = false;
    removed.replyTo().tell(removed.reply());
  }
}
