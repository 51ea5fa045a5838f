package org.openwa.browser;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * When the profile of one browser is saved: after a new link has settled, then regularly, and at
 * the end; never while it is not linked. Used by its {@link BrowserActor} only.
 */
final class ProfileSaves {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final ActorContext<BrowserCommand> context;
  private final TimerScheduler<BrowserCommand> timers;
  private final ProfileKeeper keeper;
  private final ProfileKeeper.Stay stay;
  private boolean linked;
  private boolean scheduled;
  private CompletionStage<Void> last = CompletableFuture.completedStage(null);

  ProfileSaves(
      ActorContext<BrowserCommand> context,
      TimerScheduler<BrowserCommand> timers,
      ProfileKeeper keeper,
      ProfileKeeper.Stay stay,
      boolean linked) {
    this.context = context;
    this.timers = timers;
    this.keeper = keeper;
    this.stay = stay;
    this.linked = linked;
  }

  /** Follows what the page says of its link. */
  void heard(BridgeEvent.PageState state) {
    switch (state) {
      case BridgeEvent.Connected _ -> {
        boolean isNew = !linked;
        linked = true;
        if (!scheduled) {
          schedule(isNew ? keeper.settleTime() : keeper.interval());
        }
      }
      case BridgeEvent.Unlinked _ -> {
        linked = false;
        last = last.thenCompose(_ -> keeper.unlinked(stay));
      }
      // A page that shows a code has no link that could be saved.
      case BridgeEvent.QrShown _, BridgeEvent.QrExhausted _ -> linked = false;
      case BridgeEvent.Syncing _, BridgeEvent.Offline _, BridgeEvent.Blocked _ -> {}
    }
  }

  private void schedule(Duration delay) {
    scheduled = true;
    timers.startSingleTimer(BrowserCommand.SaveProfile.INSTANCE, delay);
  }

  /** Saves while the browser runs; the next time follows. */
  void save(Browser browser) {
    if (!linked) {
      scheduled = false;
      return;
    }
    last = keeper.saveRunning(stay, browser::freeze);
    context.pipeToSelf(
        last.thenApply(_ -> Done.done()), (_, _) -> BrowserCommand.ProfileSaved.INSTANCE);
  }

  void saved() {
    schedule(keeper.interval());
  }

  /** It cannot be saved yet. */
  void later() {
    schedule(SOON);
  }

  /** The browser was closed in order; completes, in any case, when nothing is being saved. */
  CompletionStage<Void> closed() {
    timers.cancel(BrowserCommand.SaveProfile.INSTANCE);
    return last.thenCompose(
        _ -> linked ? keeper.saveClosed(stay) : CompletableFuture.completedStage(null));
  }
}
