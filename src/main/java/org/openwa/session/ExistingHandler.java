package org.openwa.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.persistence.typed.javadsl.EffectBuilder;
import org.apache.pekko.persistence.typed.javadsl.EffectFactories;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.BrowserReport;
import org.openwa.browser.Page;
import org.openwa.model.Account;
import org.openwa.model.RequestId;
import org.openwa.session.SessionState.Existing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a session does that exists. */
final class ExistingHandler {

  /** The page has unlinked the account, or could not. */
  record LogoutEnded(
      @Nullable RequestId request, ActorRef<SessionReply> replyTo, @Nullable Throwable failure)
      implements SessionEntity.Received {}

  private static final Logger LOG = LoggerFactory.getLogger(ExistingHandler.class);

  private final ActorContext<SessionEntity.Received> context;
  private final SessionParts parts;
  private final RunningSession running;

  ExistingHandler(
      ActorContext<SessionEntity.Received> context, SessionParts parts, RunningSession running) {
    this.context = context;
    this.parts = parts;
    this.running = running;
  }

  EffectBuilder<SessionEvent, SessionState> on(
      Existing state,
      SessionEntity.Received received,
      EffectFactories<SessionEvent, SessionState> effect) {
    if (running.handOver().isUnderWay() && received instanceof SessionCommand command) {
      return run(effect, () -> running.handOver().forward(command));
    }
    return switch (received) {
      case SessionCommand.Create create ->
          run(effect, () -> refuse(state, create.replyTo(), SessionRefusal.SESSION_EXISTS));
      case SessionCommand.Configure(var name, var config, _, var replyTo) ->
          effect
              .persist(new SessionEvent.Configured(parts.clock().instant(), name, config))
              .thenRun(now -> answer(now, replyTo));
      case SessionCommand.Start(_, var replyTo) when hasNoRoom(state) ->
          run(effect, () -> refuse(state, replyTo, SessionRefusal.CAPACITY_EXHAUSTED));
      case SessionCommand.Restart(_, var replyTo) when hasNoRoom(state) ->
          run(effect, () -> refuse(state, replyTo, SessionRefusal.CAPACITY_EXHAUSTED));
      case SessionCommand.Start(_, var replyTo) ->
          started(state, effect).thenRun(now -> feed(now, new RuntimeInput.Run(), replyTo));
      case SessionCommand.Stop(_, var replyTo) ->
          stopped(state, effect).thenRun(now -> feed(now, new RuntimeInput.Rest(), replyTo));
      case SessionCommand.Restart(_, var replyTo) ->
          started(state, effect).thenRun(now -> feed(now, new RuntimeInput.Reopen(), replyTo));
      case SessionCommand.Logout logout -> run(effect, () -> logout(state, logout));
      case LogoutEnded ended -> onLogoutEnded(state, ended, effect);
      case SessionCommand.Delete(_, var replyTo) -> delete(state, replyTo, effect);
      case SessionCommand.GetView(_, var replyTo) ->
          run(effect, () -> replyTo.tell(new SessionReply.Accepted(running.shown(state))));
      case SessionCommand.GetQr(_, var replyTo) -> run(effect, () -> qr(state, replyTo));
      case SessionCommand.GetPairingCode wish -> run(effect, () -> pairingCode(state, wish));
      case SessionCommand.GetScreenshot wish -> run(effect, () -> screenshot(state, wish));
      case SessionCommand.Send send ->
          run(effect, () -> running.sends().send(running.standing(state), send));
      case SessionCommand.Act act ->
          run(effect, () -> running.sends().act(running.standing(state), act));
      case SessionCommand.Ensure(var predecessor) ->
          run(
              effect,
              () -> {
                running.handOver().follows(predecessor);
                running.wake(state);
              });
      case SessionCommand.Ping(var replyTo) ->
          run(effect, () -> replyTo.tell(running.handOver().pong()));
      case SessionCommand.HandOver _ -> run(effect, () -> running.beginHandOver(state));
      case HandOver.Patience _ -> run(effect, () -> running.leave(state, false));
      case HandOver.Ended _ ->
          run(effect, () -> running.handOver().onEnded(running.runtime(), running.epoch()))
              .thenStop();
      case SessionEntity.BrowserReported(var report) -> onReport(state, report, effect);
      case SessionEntity.AdoptionAnswered(var adoption) ->
          run(effect, () -> running.onAdoption(state, adoption));
      case RunningSession.DeadlinePassed _ ->
          run(effect, () -> running.feed(state, new RuntimeInput.Expired()));
      case LeaseAsking.Answered answer -> run(effect, () -> running.onLeaseAnswered(state, answer));
      case LeaseAsking.NotAnswered failed ->
          run(effect, () -> running.onLeaseNotAnswered(state, failed));
      case Removing.Removed _ -> effect.none();
      case SessionSends.SendsExpire _ ->
          run(effect, () -> running.sends().onExpire(running.standing(state)));
      case SessionSends.PageAnswered _ -> run(effect, () -> running.onPageAnswered(state));
      case DirectoryWriter.Written written ->
          run(effect, () -> running.directory().onWritten(written));
      case DirectoryWriter.TryAgain _ -> run(effect, () -> running.directory().write());
    };
  }

  private static EffectBuilder<SessionEvent, SessionState> run(
      EffectFactories<SessionEvent, SessionState> effect, Runnable what) {
    return effect.none().thenRun(what::run);
  }

  /** What should run already keeps its right to a browser, and is tried again by itself. */
  private boolean hasNoRoom(Existing state) {
    return !state.needsBrowser() && parts.capacity().isExhausted();
  }

  private EffectBuilder<SessionEvent, SessionState> started(
      Existing state, EffectFactories<SessionEvent, SessionState> effect) {
    return state.needsBrowser()
        ? effect.none()
        : effect.persist(new SessionEvent.Started(parts.clock().instant()));
  }

  private EffectBuilder<SessionEvent, SessionState> stopped(
      Existing state, EffectFactories<SessionEvent, SessionState> effect) {
    return state.definition().shouldRun()
        ? effect.persist(new SessionEvent.Stopped(parts.clock().instant()))
        : effect.none();
  }

  private void feed(SessionState now, RuntimeInput input, ActorRef<SessionReply> replyTo) {
    if (now instanceof Existing existing) {
      running.feed(existing, input);
    }
    answer(now, replyTo);
  }

  private void answer(SessionState now, ActorRef<SessionReply> replyTo) {
    if (now instanceof Existing existing) {
      running.directory().saveAndAnswer(running.view(existing), replyTo);
    }
  }

  private void refuse(
      Existing state, ActorRef<? super SessionReply.Refused> replyTo, SessionRefusal refusal) {
    SessionView view = running.view(state);
    replyTo.tell(new SessionReply.Refused(refusal, view.status(), view.statusReason()));
  }

  private void qr(Existing state, ActorRef<QrReply> replyTo) {
    if (running.runtime()
        instanceof SessionRuntime.AwaitingScan(_, _, _, var text, var expiresAt)) {
      replyTo.tell(new QrReply.Qr(text, expiresAt));
    } else {
      refuse(state, replyTo, SessionRefusal.QR_NOT_AVAILABLE);
    }
  }

  private void pairingCode(Existing state, SessionCommand.GetPairingCode wish) {
    Page page = running.page();
    if (page == null || !(running.runtime() instanceof SessionRuntime.AwaitingScan)) {
      refuse(state, wish.replyTo(), SessionRefusal.SESSION_NOT_READY);
      return;
    }
    page.pairingCode(wish.phone())
        .<PairingCodeReply>thenApply(PairingCodeReply.PairingCode::new)
        .exceptionally(failure -> noAnswer(wish.request(), "pairing code", failure))
        .thenAccept(wish.replyTo()::tell);
  }

  private void screenshot(Existing state, SessionCommand.GetScreenshot wish) {
    Page page = running.page();
    if (page == null) {
      refuse(state, wish.replyTo(), SessionRefusal.SESSION_NOT_READY);
      return;
    }
    page.screenshot()
        .thenCompose(this::picture)
        .exceptionally(failure -> noAnswer(wish.request(), "screenshot", failure))
        .thenAccept(wish.replyTo()::tell);
  }

  private CompletionStage<ScreenshotReply> picture(byte[] png) {
    return png.length <= ScreenshotReply.MAX_BYTES
        ? CompletableFuture.completedStage(new ScreenshotReply.Screenshot(png))
        : parts.files().lend(running.id(), png).thenApply(ScreenshotReply.Kept::new);
  }

  private SessionReply.Refused noAnswer(
      @Nullable RequestId request, String what, @Nullable Throwable failure) {
    RequestId.mark(
        request, () -> LOG.warn("session {}: the page gave no {}", running.id(), what, failure));
    return new SessionReply.Refused(SessionRefusal.PAGE_NO_ANSWER, null, null);
  }

  private void logout(Existing state, SessionCommand.Logout wish) {
    Page page = running.page();
    if (page == null || !(running.runtime() instanceof SessionRuntime.Online)) {
      refuse(state, wish.replyTo(), SessionRefusal.SESSION_NOT_READY);
      return;
    }
    context.pipeToSelf(
        page.logout().thenApply(_ -> Done.done()),
        (_, failure) -> new LogoutEnded(wish.request(), wish.replyTo(), failure));
  }

  private EffectBuilder<SessionEvent, SessionState> onLogoutEnded(
      Existing state, LogoutEnded ended, EffectFactories<SessionEvent, SessionState> effect) {
    if (ended.failure() != null && state instanceof SessionState.Linked) {
      return run(
          effect,
          () -> {
            noAnswer(ended.request(), "logout", ended.failure());
            refuse(state, ended.replyTo(), SessionRefusal.PAGE_NO_ANSWER);
          });
    }
    return unlinked(state, "logged out by request", effect)
        .thenRun(now -> feed(now, new RuntimeInput.Rest(), ended.replyTo()));
  }

  /** Nothing to write where the page itself has told so before. */
  private EffectBuilder<SessionEvent, SessionState> unlinked(
      Existing state, String reason, EffectFactories<SessionEvent, SessionState> effect) {
    return state instanceof SessionState.Linked
        ? effect.persist(new SessionEvent.Unlinked(parts.clock().instant(), reason))
        : effect.none();
  }

  private EffectBuilder<SessionEvent, SessionState> delete(
      Existing state,
      ActorRef<SessionReply> replyTo,
      EffectFactories<SessionEvent, SessionState> effect) {
    SessionView last = running.view(state);
    return effect
        .persist(new SessionEvent.Deleted(parts.clock().instant()))
        .thenRun(() -> running.remove(last, replyTo));
  }

  private EffectBuilder<SessionEvent, SessionState> onReport(
      Existing state, BrowserReport report, EffectFactories<SessionEvent, SessionState> effect) {
    if (!running.isOurs(report)) {
      return effect.none();
    }
    return switch (report) {
      case BrowserReport.Opened(_, var page) -> run(effect, () -> running.onOpened(state, page));
      case BrowserReport.StateChanged(_, var page) -> onPageState(state, page, effect);
      case BrowserReport.Lost(_, var reason) ->
          run(effect, () -> running.feed(state, new RuntimeInput.Lost(reason)));
      case BrowserReport.Refused(_, var reason) ->
          run(effect, () -> running.feed(state, new RuntimeInput.Refused(reason)));
      case BrowserReport.Closed _ -> run(effect, () -> running.onClosed(state));
    };
  }

  private EffectBuilder<SessionEvent, SessionState> onPageState(
      Existing state,
      BridgeEvent.PageState page,
      EffectFactories<SessionEvent, SessionState> effect) {
    return switch (page) {
      case BridgeEvent.Connected(var account) ->
          linked(state, account, effect).thenRun(now -> pageChanged(now, page));
      case BridgeEvent.Unlinked(var reason) ->
          unlinked(state, reason, effect).thenRun(now -> pageChanged(now, page));
      // A page that knows its account shows no code.
      case BridgeEvent.QrShown _ when state instanceof SessionState.Linked ->
          onPageState(
              state, new BridgeEvent.Unlinked("WhatsApp Web asks to be linked again"), effect);
      case BridgeEvent.QrShown _,
          BridgeEvent.QrExhausted _,
          BridgeEvent.Syncing _,
          BridgeEvent.Offline _,
          BridgeEvent.Blocked _ ->
          run(effect, () -> pageChanged(state, page));
    };
  }

  private EffectBuilder<SessionEvent, SessionState> linked(
      Existing state, Account account, EffectFactories<SessionEvent, SessionState> effect) {
    return account.equals(state.account())
        ? effect.none()
        : effect.persist(new SessionEvent.Linked(parts.clock().instant(), account));
  }

  private void pageChanged(SessionState now, BridgeEvent.PageState page) {
    if (now instanceof Existing existing) {
      running.feed(existing, new RuntimeInput.PageChanged(page));
    }
  }
}
