package org.openwa.session;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.openwa.browser.BridgeEvent;
import org.openwa.session.SessionRuntime.AfterClose;

/**
 * How a session moves from state to state. Pure but for the random numbers handed in.
 *
 * <pre>
 *   Resting, Failed, Waiting --Run----------------> Opening
 *   Waiting                  --Expired------------> Opening
 *   Opening                  --Held---------------> AwaitingLease
 *   AwaitingLease            --Expired------------> AwaitingLease, asking again
 *   AwaitingLease            --Granted------------> Opening
 *   with browser             --PageChanged--------> as the page says
 *   with browser             --Rest---------------> Closing, then Resting
 *   with browser             --Reopen-------------> Closing, then Opening
 *   with browser             --Lost, Expired------> Closing, then Waiting, then Opening; Failed
 *                                                   when retries are used up
 *   AwaitingScan             --Expired------------> Closing, then Failed
 *   with browser             --Refused------------> Closing, then Failed
 *   Online                   --Expired------------> Online, earlier losses forgotten
 *   Closing                  --Run, Rest, Reopen--> Closing, with that next
 *   Closing                  --Closed-------------> next
 * </pre>
 */
final class RuntimeTransitions {

  /** What the session has to do about its browser. */
  enum Action {
    NONE,
    OPEN,
    CLOSE
  }

  /** Where an input leads. */
  record Step(SessionRuntime runtime, Action action) {

    private static Step stay(SessionRuntime runtime) {
      return new Step(runtime, Action.NONE);
    }
  }

  private final SessionSettings settings;
  private final RandomGenerator random;

  RuntimeTransitions(SessionSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  Step next(SessionRuntime runtime, RuntimeInput input, boolean autoReconnect, Instant now) {
    return switch (runtime) {
      case SessionRuntime.Resting _, SessionRuntime.Failed _ -> withoutBrowser(runtime, input, now);
      case SessionRuntime.Waiting waiting -> waiting(waiting, input, now);
      case SessionRuntime.AwaitingLease awaiting -> awaitingLease(awaiting, input, now);
      case SessionRuntime.Closing closing -> closing(closing, input, autoReconnect, now);
      case SessionRuntime.WithBrowser open -> open(open, input, now);
    };
  }

  private Step withoutBrowser(SessionRuntime runtime, RuntimeInput input, Instant now) {
    return switch (input) {
      case RuntimeInput.Run _, RuntimeInput.Reopen _ -> open(0, now);
      case RuntimeInput.Adopted _ -> Step.stay(opening(0, now));
      case RuntimeInput.Rest _ -> Step.stay(new SessionRuntime.Resting(now));
      case RuntimeInput.Held _,
          RuntimeInput.Granted _,
          RuntimeInput.PageOpened _,
          RuntimeInput.PageChanged _,
          RuntimeInput.Lost _,
          RuntimeInput.Refused _,
          RuntimeInput.Closed _,
          RuntimeInput.Expired _ ->
          Step.stay(runtime);
    };
  }

  private Step waiting(SessionRuntime.Waiting waiting, RuntimeInput input, Instant now) {
    return switch (input) {
      case RuntimeInput.Expired _ -> open(waiting.attempt(), now);
      case RuntimeInput.Run _ -> Step.stay(waiting);
      case RuntimeInput.Reopen _ -> open(0, now);
      case RuntimeInput.Rest _ -> Step.stay(new SessionRuntime.Resting(now));
      case RuntimeInput.Adopted _,
          RuntimeInput.Held _,
          RuntimeInput.Granted _,
          RuntimeInput.PageOpened _,
          RuntimeInput.PageChanged _,
          RuntimeInput.Lost _,
          RuntimeInput.Refused _,
          RuntimeInput.Closed _ ->
          Step.stay(waiting);
    };
  }

  /** However often the lease is asked for again, this is one state that began once. */
  private Step awaitingLease(
      SessionRuntime.AwaitingLease awaiting, RuntimeInput input, Instant now) {
    return switch (input) {
      case RuntimeInput.Granted _ -> Step.stay(opening(awaiting.attempt(), now));
      case RuntimeInput.Held(var reason, var retryAfter) ->
          Step.stay(awaiting.until(now.plus(retryAfter), reason));
      case RuntimeInput.Lost(var reason) ->
          Step.stay(awaiting.until(now.plus(settings.firstRetry()), reason));
      case RuntimeInput.Expired _ ->
          new Step(
              awaiting.until(now.plus(settings.launchTimeout()), awaiting.reason()), Action.OPEN);
      case RuntimeInput.Reopen _ -> open(0, now);
      case RuntimeInput.Rest _ -> new Step(new SessionRuntime.Resting(now), Action.CLOSE);
      case RuntimeInput.Run _,
          RuntimeInput.Adopted _,
          RuntimeInput.PageOpened _,
          RuntimeInput.PageChanged _,
          RuntimeInput.Refused _,
          RuntimeInput.Closed _ ->
          Step.stay(awaiting);
    };
  }

  private Step closing(
      SessionRuntime.Closing closing, RuntimeInput input, boolean autoReconnect, Instant now) {
    return switch (input) {
      case RuntimeInput.Run _, RuntimeInput.Reopen _ ->
          Step.stay(new SessionRuntime.Closing(closing.since(), new AfterClose.Reopen()));
      case RuntimeInput.Rest _ ->
          Step.stay(new SessionRuntime.Closing(closing.since(), new AfterClose.Rest()));
      case RuntimeInput.Closed _ -> afterClose(closing.next(), autoReconnect, now);
      case RuntimeInput.Adopted _,
          RuntimeInput.Held _,
          RuntimeInput.Granted _,
          RuntimeInput.PageOpened _,
          RuntimeInput.PageChanged _,
          RuntimeInput.Lost _,
          RuntimeInput.Refused _,
          RuntimeInput.Expired _ ->
          Step.stay(closing);
    };
  }

  private Step afterClose(AfterClose next, boolean autoReconnect, Instant now) {
    return switch (next) {
      case AfterClose.Rest _ -> Step.stay(new SessionRuntime.Resting(now));
      case AfterClose.Reopen _ -> open(0, now);
      case AfterClose.GiveUp(var reason) -> Step.stay(new SessionRuntime.Failed(now, reason));
      case AfterClose.Retry(var reason, _) when !autoReconnect ->
          Step.stay(new SessionRuntime.Failed(now, reason + "; autoReconnect is off"));
      case AfterClose.Retry(var reason, var attempt)
          when settings.maxRetries() > 0 && attempt > settings.maxRetries() ->
          Step.stay(new SessionRuntime.Failed(now, reason + ", " + attempt + " times in a row"));
      case AfterClose.Retry(var reason, var attempt) ->
          Step.stay(
              new SessionRuntime.Waiting(now, now.plus(retryDelay(attempt)), reason, attempt));
    };
  }

  private Step open(SessionRuntime.WithBrowser open, RuntimeInput input, Instant now) {
    return switch (input) {
      case RuntimeInput.Run _, RuntimeInput.Adopted _ -> Step.stay(open);
      case RuntimeInput.Rest _ -> close(new AfterClose.Rest(), now);
      case RuntimeInput.Reopen _ -> close(new AfterClose.Reopen(), now);
      case RuntimeInput.Granted _ -> Step.stay(open);
      case RuntimeInput.Held(var reason, var retryAfter) ->
          Step.stay(
              new SessionRuntime.AwaitingLease(now, now.plus(retryAfter), reason, open.attempt()));
      case RuntimeInput.PageOpened _ -> Step.stay(pageOpened(open, now));
      case RuntimeInput.PageChanged(var state) -> pageChanged(open, state, now);
      case RuntimeInput.Lost(var reason) -> retry(open, reason, now);
      case RuntimeInput.Refused(var reason) -> close(new AfterClose.GiveUp(reason), now);
      case RuntimeInput.Closed _ ->
          new Step(
              afterClose(new AfterClose.Retry("browser closed", open.attempt() + 1), true, now)
                  .runtime(),
              Action.NONE);
      case RuntimeInput.Expired _ -> expired(open, now);
    };
  }

  private SessionRuntime pageOpened(SessionRuntime.WithBrowser open, Instant now) {
    return open instanceof SessionRuntime.Opening(var since, _, var attempt)
        ? new SessionRuntime.Opening(since, now.plus(settings.pageTimeout()), attempt)
        : open;
  }

  private Step expired(SessionRuntime.WithBrowser open, Instant now) {
    return switch (open) {
      case SessionRuntime.Opening _ -> retry(open, "WhatsApp Web did not load in time", now);
      case SessionRuntime.AwaitingScan _ -> close(new AfterClose.GiveUp("nobody scanned"), now);
      case SessionRuntime.Syncing _ -> retry(open, "WhatsApp Web did not finish loading", now);
      case SessionRuntime.Offline(_, _, _, var reason) -> retry(open, reason, now);
      case SessionRuntime.Online(var since, _, _) ->
          Step.stay(new SessionRuntime.Online(since, null, 0));
      case SessionRuntime.Blocked _ -> Step.stay(open);
    };
  }

  private Step pageChanged(
      SessionRuntime.WithBrowser open, BridgeEvent.PageState state, Instant now) {
    int attempt = open.attempt();
    return switch (state) {
      case BridgeEvent.QrShown(var text, var expiresAt) ->
          Step.stay(
              open instanceof SessionRuntime.AwaitingScan(var since, var deadline, _, _, _)
                  ? new SessionRuntime.AwaitingScan(since, deadline, attempt, text, expiresAt)
                  : new SessionRuntime.AwaitingScan(
                      now, now.plus(settings.scanTimeout()), attempt, text, expiresAt));
      case BridgeEvent.QrExhausted _ -> close(new AfterClose.GiveUp("nobody scanned"), now);
      case BridgeEvent.Syncing _ ->
          Step.stay(
              open instanceof SessionRuntime.Syncing
                  ? open
                  : new SessionRuntime.Syncing(now, now.plus(settings.syncTimeout()), attempt));
      case BridgeEvent.Connected _ ->
          Step.stay(
              open instanceof SessionRuntime.Online
                  ? open
                  : new SessionRuntime.Online(now, now.plus(settings.stableAfter()), attempt));
      case BridgeEvent.Offline(var reason) ->
          Step.stay(
              open instanceof SessionRuntime.Offline
                  ? open
                  : new SessionRuntime.Offline(
                      now, now.plus(settings.offlineTimeout()), attempt, reason));
      case BridgeEvent.Blocked(var reason) ->
          Step.stay(new SessionRuntime.Blocked(now, attempt, reason));
      case BridgeEvent.Unlinked _ -> close(new AfterClose.Rest(), now);
    };
  }

  private Step retry(SessionRuntime.WithBrowser open, String reason, Instant now) {
    return close(new AfterClose.Retry(reason, open.attempt() + 1), now);
  }

  private static Step close(AfterClose next, Instant now) {
    return new Step(new SessionRuntime.Closing(now, next), Action.CLOSE);
  }

  private Step open(int attempt, Instant now) {
    return new Step(opening(attempt, now), Action.OPEN);
  }

  private SessionRuntime opening(int attempt, Instant now) {
    return new SessionRuntime.Opening(now, now.plus(settings.launchTimeout()), attempt);
  }

  /** Doubles with each attempt, of which at least half is waited and the rest is chance. */
  Duration retryDelay(int attempt) {
    long longest = settings.lastRetry().toMillis();
    long doubled = settings.firstRetry().toMillis() << Math.min(attempt - 1, 20);
    long delay = Math.min(doubled, longest);
    return Duration.ofMillis(delay / 2 + random.nextLong(delay / 2 + 1));
  }
}
