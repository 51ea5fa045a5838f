package org.openwa.session;

import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.openwa.model.SessionId;

/**
 * A session on its way to another node: its browser closes, within a time; what is asked of it
 * meanwhile goes to where it lives next. Used by its entity only.
 */
final class HandOver {

  /** Nothing of the session runs here any more, or its time is up. */
  record Ended() implements SessionEntity.Received {}

  private final ActorContext<SessionEntity.Received> context;
  private final TimerScheduler<SessionEntity.Received> timers;
  private final SessionId id;
  private final Home home;
  private final SessionSettings settings;
  private boolean underWay;

  HandOver(
      ActorContext<SessionEntity.Received> context,
      TimerScheduler<SessionEntity.Received> timers,
      SessionId id,
      Home home,
      SessionSettings settings) {
    this.context = context;
    this.timers = timers;
    this.id = id;
    this.home = home;
    this.settings = settings;
  }

  void begin() {
    underWay = true;
    timers.startSingleTimer(Ended.class, new Ended(), settings.handOverTimeout());
  }

  boolean isUnderWay() {
    return underWay;
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
  void onEnded() {
    context.getLog().debug("session {} is handed over", id);
    home.forward(new SessionCommand.Ensure());
  }
}
