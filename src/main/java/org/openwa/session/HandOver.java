package org.openwa.session;

import java.time.Duration;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.openwa.browser.BrowserHost;
import org.openwa.model.SessionId;

/**
 * A session on its way to another node: what is being sent is sent, then its browser closes, each
 * within a time; what is asked of it meanwhile goes to where it lives next. Used by its entity
 * only.
 */
final class HandOver {

  /** What is still being sent is not waited for any longer. */
  record Patience() implements SessionEntity.Received {}

  /** Nothing of the session runs here any more, or its time is up. */
  record Ended() implements SessionEntity.Received {}

  /** A page that has not taken a message by then may never do so. */
  private static final Duration SENDS_PATIENCE = Duration.ofSeconds(5);

  private static final Duration CLOSE_PATIENCE = Duration.ofMinutes(1);
  private static final long NOBODY = 0;

  private final ActorContext<SessionEntity.Received> context;
  private final TimerScheduler<SessionEntity.Received> timers;
  private final SessionId id;
  private final Home home;
  private final SessionParts parts;
  private final long incarnation;
  private long predecessor = NOBODY;
  private boolean underWay;
  private long since;
  private boolean waitingForSends;

  HandOver(
      ActorContext<SessionEntity.Received> context,
      TimerScheduler<SessionEntity.Received> timers,
      SessionId id,
      Home home,
      SessionParts parts) {
    this.context = context;
    this.timers = timers;
    this.id = id;
    this.home = home;
    this.parts = parts;
    this.incarnation = parts.random().nextLong();
  }

  /** Who this is, and who handed its work over to it. */
  Pong pong() {
    return new Pong(incarnation, predecessor);
  }

  /** Somebody else left in order, and what was asked of it was sent here before this. */
  void follows(long former) {
    if (former != NOBODY) {
      predecessor = former;
    }
  }

  void begin() {
    underWay = true;
    since = System.nanoTime();
    timers.startSingleTimer(Ended.class, new Ended(), parts.settings().handOverTimeout());
  }

  boolean isUnderWay() {
    return underWay;
  }

  /**
   * Says whether the browser may close, and otherwise that it is to be asked again.
   *
   * @param sending whether the page was asked to send something and has not answered
   */
  boolean mayClose(boolean sending) {
    if (sending && !waitingForSends) {
      timers.startSingleTimer(Patience.class, new Patience(), SENDS_PATIENCE);
    } else if (!sending) {
      timers.cancel(Patience.class);
    }
    waitingForSends = sending;
    return !sending;
  }

  boolean isWaitingForSends() {
    return waitingForSends;
  }

  void forward(SessionCommand command) {
    home.forward(command);
  }

  /** Tells the entity to stop once nothing runs. */
  void onChanged(SessionRuntime runtime) {
    if (runtime instanceof SessionRuntime.Resting) {
      context.getSelf().tell(new Ended());
    }
  }

  /** Has the session woken at its next node; nobody else may ask anything of it for a while. */
  void onEnded(SessionRuntime runtime, long epoch) {
    if (!(runtime instanceof SessionRuntime.Resting)) {
      context.getLog().warn("session {} moves, but its browser has not closed yet", id);
      AskPattern.<BrowserHost.Command, Done>ask(
              parts.host(),
              replyTo -> new BrowserHost.AwaitGone(id, replyTo),
              CLOSE_PATIENCE,
              context.getSystem().scheduler())
          .thenAccept(_ -> parts.leases().release(id, epoch));
    }
    context
        .getLog()
        .info(
            "session {} is handed over after {} ms",
            id,
            Duration.ofNanos(System.nanoTime() - since).toMillis());
    home.forward(new SessionCommand.Ensure(incarnation));
  }
}
