package org.openwa.session;

import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;
import org.apache.pekko.persistence.typed.javadsl.EffectFactories;
import org.openwa.model.SessionId;
import org.openwa.session.SessionState.Existing;

/** What a session does that does not exist: it can be created, and refuses everything else. */
final class AbsentHandler {

  private final SessionId id;
  private final SessionParts parts;
  private final RunningSession running;
  private final Runnable passivate;

  AbsentHandler(SessionId id, SessionParts parts, RunningSession running, Runnable passivate) {
    this.id = id;
    this.parts = parts;
    this.running = running;
    this.passivate = passivate;
  }

  /** Not in the middle of a removal, whose end somebody waits for. */
  private void passivate() {
    if (!running.removing().isUnderWay()) {
      passivate.run();
    }
  }

  EffectBuilder<SessionEvent, SessionState> on(
      SessionEntity.Received received, EffectFactories<SessionEvent, SessionState> effect) {
    return switch (received) {
      case SessionCommand.Create create -> onCreate(create, effect);
      case SessionCommand.Configure command -> refuse(command.replyTo(), effect);
      case SessionCommand.Start(_, var replyTo) -> refuse(replyTo, effect);
      case SessionCommand.Stop(_, var replyTo) -> refuse(replyTo, effect);
      case SessionCommand.Restart(_, var replyTo) -> refuse(replyTo, effect);
      case SessionCommand.Logout(_, var replyTo) -> refuse(replyTo, effect);
      case SessionCommand.Delete(_, var replyTo) -> refuse(replyTo, effect);
      case SessionCommand.GetView(_, var replyTo) -> refuse(replyTo, effect);
      case SessionCommand.GetQr(_, var replyTo) -> refuse(replyTo, effect);
      case SessionCommand.GetPairingCode(_, _, var replyTo) -> refuse(replyTo, effect);
      case SessionCommand.GetScreenshot(_, var replyTo) -> refuse(replyTo, effect);
      case SessionCommand.Send(_, _, _, _, var replyTo) -> refuse(replyTo, effect);
      case SessionCommand.Act(_, _, _, var replyTo) -> refuse(replyTo, effect);
      // Its row is left over from a deletion that was cut off.
      case SessionCommand.Ensure _ ->
          effect
              .none()
              .thenRun(() -> {
                parts.directory().delete(id);
                passivate();
              });
      case SessionCommand.Ping(var replyTo) ->
          effect.none().thenRun(() -> replyTo.tell(running.handOver().pong()));
      case SessionCommand.HandOver _, HandOver.Patience _, HandOver.Ended _ -> effect.stop();
      // Late news of a session that was deleted a moment ago.
      case SessionEntity.BrowserReported _,
          SessionEntity.AdoptionAnswered _,
          ExistingHandler.LogoutEnded _,
          RunningSession.DeadlinePassed _,
          LeaseAsking.NotAnswered _,
          SessionSends.SendsExpire _,
          SessionSends.PageAnswered _,
          DirectoryWriter.TryAgain _ ->
          effect.none();
      case LeaseAsking.Answered answer ->
          effect.none().thenRun(() -> running.lease().accept(answer));
      case Removing.Removed removed ->
          effect
              .none()
              .thenRun(() -> {
                running.onRemoved(removed);
                passivate();
              });
      case DirectoryWriter.Written written ->
          effect.none().thenRun(() -> running.directory().onWritten(written));
    };
  }

  private EffectBuilder<SessionEvent, SessionState> onCreate(
      SessionCommand.Create create, EffectFactories<SessionEvent, SessionState> effect) {
    if (running.removing().isUnderWay()) {
      return effect
          .none()
          .thenRun(() ->
              create
                  .replyTo()
                  .tell(
                      new SessionReply.Refused(
                          SessionRefusal.SESSION_UNAVAILABLE, null, "it is being deleted")));
    }
    if (create.start() && parts.capacity().isExhausted()) {
      return effect
          .none()
          .thenRun(() -> {
            create
                .replyTo()
                .tell(new SessionReply.Refused(SessionRefusal.CAPACITY_EXHAUSTED, null, null));
            passivate();
          });
    }
    Instant now = parts.clock().instant();
    return effect
        .persist(new SessionEvent.Created(now, create.name(), create.config(), create.start()))
        .thenRun(state -> {
          if (state instanceof Existing existing) {
            running.wake(existing);
            running.directory().saveAndAnswer(running.view(existing), create.replyTo());
          }
        });
  }

  private EffectBuilder<SessionEvent, SessionState> refuse(
      ActorRef<? super SessionReply.Refused> replyTo,
      EffectFactories<SessionEvent, SessionState> effect) {
    return effect
        .none()
        .thenRun(() -> {
          replyTo.tell(new SessionReply.Refused(SessionRefusal.SESSION_NOT_FOUND, null, null));
          passivate();
        });
  }
}
