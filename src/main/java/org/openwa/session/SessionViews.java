package org.openwa.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openwa.model.SessionId;
import org.openwa.session.SessionRuntime.AfterClose;
import org.openwa.session.SessionState.Existing;

/** Puts what is durable and what runs together into what callers see. */
final class SessionViews {

  private record Words(SessionStatus status, @Nullable String reason) {}

  private SessionViews() {}

  static SessionView view(
      SessionId id,
      Existing state,
      SessionRuntime runtime,
      String node,
      long epoch,
      long reconnects) {
    Words words = words(state, runtime);
    return new SessionView(
        id,
        state.definition().name(),
        words.status(),
        words.reason(),
        runtime.since(),
        state.definition().shouldRun(),
        state.account(),
        node,
        epoch,
        state.definition().createdAt(),
        connectedAt(runtime),
        state.definition().config(),
        reconnects);
  }

  /** A session with a browser while nothing can be written. */
  static SessionView parked(SessionView view) {
    return new SessionView(
        view.id(),
        view.name(),
        view.status(),
        "parked: the database is away, so nothing is sent and what arrives is kept in the page",
        view.statusSince(),
        view.shouldRun(),
        view.account(),
        view.node(),
        view.epoch(),
        view.createdAt(),
        view.connectedAt(),
        view.config(),
        view.reconnects());
  }

  private static Words words(Existing state, SessionRuntime runtime) {
    return switch (runtime) {
      case SessionRuntime.Resting _ -> resting(state);
      case SessionRuntime.Failed(_, var reason) -> new Words(SessionStatus.FAILED, reason);
      case SessionRuntime.Waiting(_, var until, var reason, var attempt) ->
          new Words(
              SessionStatus.DISCONNECTED,
              "%s; attempt %d at %s".formatted(reason, attempt + 1, until));
      case SessionRuntime.Closing(_, var next) -> closing(state, next);
      case SessionRuntime.AwaitingLease(_, _, var reason, _) ->
          new Words(SessionStatus.INITIALIZING, reason);
      case SessionRuntime.Opening _ -> new Words(SessionStatus.INITIALIZING, null);
      case SessionRuntime.AwaitingScan _ -> new Words(SessionStatus.SCAN_QR, null);
      case SessionRuntime.Syncing _ -> new Words(SessionStatus.CONNECTING, null);
      case SessionRuntime.Online _ -> new Words(SessionStatus.CONNECTED, null);
      case SessionRuntime.Offline(_, _, _, var reason) ->
          new Words(SessionStatus.DISCONNECTED, reason);
      case SessionRuntime.Blocked(_, _, var reason) ->
          new Words(SessionStatus.ACTION_REQUIRED, reason);
    };
  }

  private static Words resting(Existing state) {
    if (state instanceof SessionState.LoggedOut(_, var reason, _)) {
      return new Words(SessionStatus.LOGGED_OUT, reason);
    }
    return state.definition().shouldRun()
        ? new Words(SessionStatus.INITIALIZING, "waking up")
        : new Words(SessionStatus.STOPPED, null);
  }

  private static Words closing(Existing state, AfterClose next) {
    return switch (next) {
      case AfterClose.Rest _ -> resting(state);
      case AfterClose.Reopen _ -> new Words(SessionStatus.INITIALIZING, "restarting");
      case AfterClose.Retry(var reason, _) -> new Words(SessionStatus.DISCONNECTED, reason);
      case AfterClose.GiveUp(var reason) -> new Words(SessionStatus.FAILED, reason);
    };
  }

  private static @Nullable Instant connectedAt(SessionRuntime runtime) {
    return runtime instanceof SessionRuntime.Online(var since, _, _) ? since : null;
  }
}
