package org.openwa.session;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.Page;
import org.openwa.browser.PageException;
import org.openwa.model.RequestId;
import org.openwa.model.SessionId;
import org.openwa.session.SessionState.Existing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sends of a running session: those that go out, those that wait until it is connected again,
 * and those of which nobody knows yet what became of them. Used by its entity only.
 */
final class SessionSends {

  /** Some send may have waited too long. */
  record SendsExpire() implements SessionEntity.Received {}

  /** What the page was asked to do has its answer, whichever. */
  record PageAnswered() implements SessionEntity.Received {}

  /**
   * How the session stands while a send is judged.
   *
   * @param page of the session while it is connected; null while it is not
   * @param parked whether nothing can be written, because the database is away
   */
  record Standing(
      Existing state, SessionView view, long epoch, @Nullable Page page, boolean parked) {

    /** Linked, and connected now or by itself before long. */
    private boolean isComingBack() {
      return state instanceof SessionState.Linked
          && switch (view.status()) {
            case INITIALIZING, CONNECTING, CONNECTED, DISCONNECTED -> true;
            case STOPPED, SCAN_QR, ACTION_REQUIRED, LOGGED_OUT, FAILED -> false;
          };
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(SessionSends.class);

  private final ActorContext<SessionEntity.Received> context;
  private final TimerScheduler<SessionEntity.Received> timers;
  private final SessionId id;
  private final SessionParts parts;
  private final WaitingSends waiting;

  /** How much the page was asked to do and has not answered. */
  private int underWay;

  SessionSends(
      ActorContext<SessionEntity.Received> context,
      TimerScheduler<SessionEntity.Received> timers,
      SessionId id,
      SessionParts parts) {
    this.context = context;
    this.timers = timers;
    this.id = id;
    this.parts = parts;
    this.waiting = new WaitingSends(parts.settings().sendPatience());
  }

  void send(Standing standing, SessionCommand.Send send) {
    Page page = standing.page();
    if (standing.parked()) {
      refuse(standing, send, SessionRefusal.DATABASE_UNAVAILABLE);
    } else if (page != null && standing.state() instanceof SessionState.Linked(_, var account)) {
      begin(
          new OneSend(
                  id,
                  standing.epoch(),
                  account.phone() + "@c.us",
                  page,
                  parts.messages(),
                  parts.files(),
                  parts.clock(),
                  send.chat(),
                  send.message(),
                  Optional.ofNullable(send.key()),
                  send.request())
              .run()
              .thenAccept(send.replyTo()::tell));
    } else if (!standing.isComingBack()) {
      refuse(standing, send, SessionRefusal.SESSION_NOT_READY);
    } else if (waiting.add(send, parts.clock().instant())) {
      timers.startSingleTimer(send, new SendsExpire(), parts.settings().sendPatience());
    } else {
      refuse(standing, send, SessionRefusal.SESSION_UNAVAILABLE);
    }
  }

  /** Does something to a message, now or not at all. */
  void act(Standing standing, SessionCommand.Act act) {
    Page page = standing.page();
    if (page != null && standing.state() instanceof SessionState.Linked) {
      begin(
          page.act(act.message(), act.action())
              .handle((_, failure) -> acted(act, failure))
              .thenAccept(act.replyTo()::tell));
    } else {
      SessionView view = standing.view();
      SessionRefusal refusal =
          standing.isComingBack()
              ? SessionRefusal.SESSION_UNAVAILABLE
              : SessionRefusal.SESSION_NOT_READY;
      act.replyTo().tell(new SessionReply.Refused(refusal, view.status(), view.statusReason()));
    }
  }

  private void begin(CompletionStage<Void> answered) {
    underWay++;
    context.pipeToSelf(answered.thenApply(_ -> Done.done()), (_, _) -> new PageAnswered());
  }

  void onPageAnswered() {
    underWay--;
  }

  /** Whether the page was asked to do something and has not answered yet. */
  boolean areUnderWay() {
    return underWay > 0;
  }

  private ActReply acted(SessionCommand.Act act, @Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case null -> new ActReply.Done(act.message());
      case PageException said when said.kind() != PageException.Kind.NO_ANSWER ->
          new SessionReply.Refused(
              SessionRefusal.SEND_REFUSED, SessionStatus.CONNECTED, said.getMessage());
      default -> {
        RequestId.mark(
            act.request(),
            () -> LOG.warn("session {}: nothing known of an action on a message", id, cause));
        yield new SessionReply.Refused(
            SessionRefusal.PAGE_NO_ANSWER, SessionStatus.CONNECTED, null);
      }
    };
  }

  /** Asks the page what became of earlier sends, among them those of a node that crashed. */
  void onConnected(Standing standing) {
    Page page = standing.page();
    if (page != null) {
      parts.inbound().connected(id, standing.epoch(), page);
      new OpenSends(id, standing.epoch(), page, parts.messages(), parts.settings().lookupGrace())
          .settle(parts.clock().instant());
    }
  }

  /** Lets those go out that can now, and refuses those that never will. */
  void onChanged(Standing standing) {
    if (!standing.isComingBack()) {
      waiting.drain(send -> refuse(standing, send, SessionRefusal.SESSION_NOT_READY));
    } else if (standing.page() != null) {
      waiting.drain(send -> send(standing, send));
    }
  }

  /** None of them has been tried yet, so another node may. */
  void onHandOver(Consumer<SessionCommand> forward) {
    waiting.drain(forward::accept);
  }

  void onExpire(Standing standing) {
    waiting.expire(
        parts.clock().instant(),
        send -> refuse(standing, send, SessionRefusal.SESSION_UNAVAILABLE));
  }

  void onRemoved() {
    parts.inbound().forget(id);
    waiting.drain(send ->
        send.replyTo()
            .tell(new SessionReply.Refused(SessionRefusal.SESSION_NOT_FOUND, null, null)));
  }

  private static void refuse(Standing standing, SessionCommand.Send send, SessionRefusal refusal) {
    SessionView view = standing.view();
    send.replyTo().tell(new SessionReply.Refused(refusal, view.status(), view.statusReason()));
  }
}
