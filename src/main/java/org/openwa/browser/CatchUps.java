package org.openwa.browser;

import java.time.Duration;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.openwa.model.Account;
import org.openwa.model.SessionId;

/**
 * Has a page that connects compared with what is stored; its facts wait until then, but not for
 * ever: what a page still does not give after some tries is fetched later, out of order. Used by
 * its {@link BrowserActor} only.
 */
final class CatchUps {

  /** How a comparison goes on. */
  enum Step {
    DONE,
    /** Something is missing, and that is remembered. */
    INCOMPLETE,
    /** What is missing is not known. */
    FAILED,
    AGAIN
  }

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(5);

  /** So many comparisons the facts wait for: less than ten seconds, where the page answers. */
  private static final int PATIENCE = 4;

  private final ActorContext<BrowserCommand> context;
  private final TimerScheduler<BrowserCommand> timers;
  private final SessionId session;
  private final long epoch;
  private final CatchUp catchUp;
  private final FactQueue facts;
  private boolean running;
  private boolean connected;

  /** The page went away and came back while it was compared. */
  private boolean outdated;

  private int incomplete;
  private Duration retry = FIRST_RETRY;

  CatchUps(
      ActorContext<BrowserCommand> context,
      TimerScheduler<BrowserCommand> timers,
      BrowserHost.Open open,
      CatchUp catchUp,
      FactQueue facts) {
    this.context = context;
    this.timers = timers;
    this.session = open.session();
    this.epoch = open.epoch();
    this.catchUp = catchUp;
    this.facts = facts;
  }

  /** The page can be called and stands so. */
  void heard(BridgeEvent.PageState state, Page page) {
    boolean was = connected;
    connected = state instanceof BridgeEvent.Connected;
    if (state instanceof BridgeEvent.Connected(var account) && !was) {
      if (running) {
        outdated = true;
        return;
      }
      incomplete = 0;
      retry = FIRST_RETRY;
      run(account, page);
    }
  }

  private void run(Account account, Page page) {
    running = true;
    outdated = false;
    if (incomplete < PATIENCE) {
      facts.hold();
    }
    context.pipeToSelf(
        catchUp.run(session, epoch, account, page),
        (whole, _) -> new BrowserCommand.CaughtUp(step(whole)));
  }

  private static Step step(@Nullable Boolean whole) {
    if (whole == null) {
      return Step.FAILED;
    }
    return whole ? Step.DONE : Step.INCOMPLETE;
  }

  /** Facts go on after a good run, or when it is known what to fetch later. */
  void on(Step step, BridgeEvent.@Nullable PageState state, Page page) {
    switch (step) {
      case DONE -> {
        running = false;
        if (outdated && state instanceof BridgeEvent.Connected(var account)) {
          run(account, page);
        } else {
          facts.release();
        }
      }
      case INCOMPLETE -> {
        incomplete++;
        if (incomplete == PATIENCE) {
          context
              .getLog()
              .warn(
                  "session {}: what its page does not give is fetched later, out of order",
                  session);
        }
        if (incomplete >= PATIENCE) {
          facts.release();
        }
        retryLater();
      }
      case FAILED -> retryLater();
      case AGAIN -> {
        if (!running && state instanceof BridgeEvent.Connected(var account)) {
          run(account, page);
        }
      }
    }
  }

  private void retryLater() {
    running = false;
    timers.startSingleTimer(new BrowserCommand.CaughtUp(Step.AGAIN), retry);
    retry = retry.multipliedBy(2).compareTo(LAST_RETRY) > 0 ? LAST_RETRY : retry.multipliedBy(2);
  }
}
