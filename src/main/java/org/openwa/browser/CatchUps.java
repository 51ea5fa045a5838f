package org.openwa.browser;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.openwa.model.SessionId;

/**
 * Has a page that connects compared with what is stored; its facts wait until then. Used by its
 * {@link BrowserActor} only.
 */
final class CatchUps {

  /** How a comparison goes on. */
  enum Step {
    DONE,
    FAILED,
    AGAIN
  }

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final ActorContext<BrowserCommand> context;
  private final TimerScheduler<BrowserCommand> timers;
  private final SessionId session;
  private final long epoch;
  private final CatchUp catchUp;
  private final FactQueue facts;
  private boolean running;
  private boolean connected;

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
    if (state instanceof BridgeEvent.Connected(var account) && !was && !running) {
      running = true;
      facts.hold();
      CompletionStage<Void> run = catchUp.run(session, epoch, account, page);
      context.pipeToSelf(
          run.thenApply(_ -> Done.done()),
          (_, failure) -> new BrowserCommand.CaughtUp(failure == null ? Step.DONE : Step.FAILED));
    }
  }

  /** Facts go on only after a good run. */
  void on(Step step, BridgeEvent.@Nullable PageState state, Page page) {
    switch (step) {
      case DONE -> {
        running = false;
        facts.release();
      }
      case FAILED -> {
        running = false;
        timers.startSingleTimer(new BrowserCommand.CaughtUp(Step.AGAIN), RETRY);
      }
      case AGAIN -> {
        connected = false;
        if (state != null) {
          heard(state, page);
        }
      }
    }
  }
}
