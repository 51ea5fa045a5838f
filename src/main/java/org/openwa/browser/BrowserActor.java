package org.openwa.browser;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.japi.function.Function;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.BrowserCommand.Adopt;
import org.openwa.browser.BrowserCommand.CaughtUp;
import org.openwa.browser.BrowserCommand.Close;
import org.openwa.browser.BrowserCommand.Closed;
import org.openwa.browser.BrowserCommand.FactsFailed;
import org.openwa.browser.BrowserCommand.FactsRefused;
import org.openwa.browser.BrowserCommand.FactsStored;
import org.openwa.browser.BrowserCommand.Heard;
import org.openwa.browser.BrowserCommand.Kill;
import org.openwa.browser.BrowserCommand.LaunchFailed;
import org.openwa.browser.BrowserCommand.LaunchRefused;
import org.openwa.browser.BrowserCommand.Launched;
import org.openwa.browser.BrowserCommand.ProfileSaved;
import org.openwa.browser.BrowserCommand.RetryFacts;
import org.openwa.browser.BrowserCommand.SaveProfile;
import org.openwa.model.SessionId;

/**
 * Owns one browser, from launch to close.
 *
 * <pre>
 *   launching --Launched-----> running --Close, Gone, Kill--> closing --Closed--> stopped
 *   launching --Close--------> closing, once the launch has ended
 *   launching --LaunchFailed-> stopped
 * </pre>
 *
 * <p>However the actor stops, the browser is closed, even one that is still on its way up.
 */
final class BrowserActor {

  private final ActorContext<BrowserCommand> context;
  private final SessionId session;
  private final long epoch;
  private final CompletionStage<Browser> launch;
  private final FactQueue facts;
  private final CatchUps catchUps;
  private final NewsSink news;
  private final ProfileSaves saves;
  private ActorRef<BrowserReport> owner;
  private BridgeEvent.@Nullable PageState state;
  private int codes;

  private BrowserActor(
      ActorContext<BrowserCommand> context,
      BrowserHost.Open open,
      CompletionStage<Browser> launch,
      FactQueue facts,
      CatchUps catchUps,
      NewsSink news,
      ProfileSaves saves) {
    this.context = context;
    this.session = open.session();
    this.epoch = open.epoch();
    this.launch = launch;
    this.facts = facts;
    this.catchUps = catchUps;
    this.news = news;
    this.saves = saves;
    this.owner = open.owner();
  }

  static Behavior<BrowserCommand> create(BrowserHost.Open open, BrowserParts parts) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          ActorRef<BrowserCommand> self = context.getSelf();
          Path profile = parts.profiles().resolve(open.session().value());
          CompletionStage<Browser> launch =
              parts
                  .launcher()
                  .launch(open.session(), profile, event -> self.tell(new Heard(event)));
          context.pipeToSelf(launch, LaunchEnd::of);
          ProfileKeeper.Stay stay = new ProfileKeeper.Stay(open.session(), open.epoch(), profile);
          FactQueue facts =
              new FactQueue(context, timers, open.session(), open.epoch(), parts.facts());
          return new BrowserActor(
                  context,
                  open,
                  launch,
                  facts,
                  new CatchUps(context, timers, open, parts.catchUp(), facts),
                  parts.news(),
                  new ProfileSaves(context, timers, parts.keeper(), stay, open.linked()))
              .launching(false);
        }));
  }

  /** Events of a page may arrive before the launcher's own answer; they are kept as they come. */
  private Behavior<BrowserCommand> launching(boolean closeWanted) {
    return receive(message ->
        switch (message) {
          case Launched(var browser) when closeWanted -> closeInOrder(browser);
          case Launched(var browser) -> {
            owner.tell(new BrowserReport.Opened(epoch, browser.page()));
            if (state != null) {
              owner.tell(new BrowserReport.StateChanged(epoch, state));
              catchUps.heard(state, browser.page());
            }
            facts.store();
            yield running(browser);
          }
          case LaunchFailed(var reason) -> {
            owner.tell(new BrowserReport.Lost(epoch, reason));
            yield gone();
          }
          case LaunchRefused(var reason) -> {
            owner.tell(new BrowserReport.Refused(epoch, reason));
            yield gone();
          }
          case Heard(PageFact fact) -> {
            facts.add(fact);
            yield Behaviors.same();
          }
          case Heard(BridgeEvent.PageState heard) -> {
            heard(heard);
            yield Behaviors.same();
          }
          // The launch fails then by itself.
          case Heard(BridgeEvent.Gone _), Heard(BridgeEvent.PresenceChanged _) -> Behaviors.same();
          case Close _ -> launching(true);
          // Its guard is not fed any more, so that it dies by itself if it comes up at all.
          case Kill _ -> launching(true);
          case Adopt(var newOwner) -> {
            owner = newOwner;
            yield Behaviors.same();
          }
          // The page tells how it stands before its launcher says that it can be called.
          case SaveProfile _ -> {
            saves.later();
            yield Behaviors.same();
          }
          case FactsStored _,
              FactsRefused _,
              FactsFailed _,
              CaughtUp _,
              RetryFacts _,
              ProfileSaved _ ->
              Behaviors.unhandled();
          case Closed _ -> Behaviors.unhandled();
        });
  }

  private Behavior<BrowserCommand> running(Browser browser) {
    return receive(message ->
        switch (message) {
          case Heard(PageFact fact) -> {
            facts.add(fact);
            facts.store();
            yield Behaviors.same();
          }
          case Heard(BridgeEvent.PageState heard) -> {
            heard(heard);
            catchUps.heard(heard, browser.page());
            owner.tell(new BrowserReport.StateChanged(epoch, heard));
            yield Behaviors.same();
          }
          case Heard(BridgeEvent.PresenceChanged presence) -> {
            news.tell(session, epoch, presence);
            yield Behaviors.same();
          }
          case Heard(BridgeEvent.Gone(var reason)) -> lost(browser, reason);
          case FactsStored(var sequence) -> {
            facts.stored(sequence);
            browser.page().acknowledge(sequence).whenComplete((_, _) -> {});
            yield Behaviors.same();
          }
          case FactsRefused _ -> killed(browser, "the session has a newer browser");
          case FactsFailed(var cause) -> {
            facts.retryLater(cause);
            yield Behaviors.same();
          }
          case CaughtUp(var step) -> {
            catchUps.on(step, state, browser.page());
            yield Behaviors.same();
          }
          case RetryFacts _ -> {
            facts.store();
            yield Behaviors.same();
          }
          case Adopt(var newOwner) -> {
            owner = newOwner;
            owner.tell(new BrowserReport.Opened(epoch, browser.page()));
            if (state != null) {
              owner.tell(new BrowserReport.StateChanged(epoch, state));
            }
            yield Behaviors.same();
          }
          case SaveProfile _ -> {
            saves.save(browser);
            yield Behaviors.same();
          }
          case ProfileSaved _ -> {
            saves.saved();
            yield Behaviors.same();
          }
          case Close _ -> closeInOrder(browser);
          case Kill(var reason) -> killed(browser, reason);
          case Launched _, LaunchFailed _, LaunchRefused _, Closed _ -> Behaviors.unhandled();
        });
  }

  private void heard(BridgeEvent.PageState heard) {
    state = heard;
    saves.heard(heard);
    if (heard instanceof BridgeEvent.QrShown code) {
      codes++;
      news.tell(session, epoch, new PageNews.CodeShown(codes, code));
    }
  }

  private Behavior<BrowserCommand> lost(Browser browser, String reason) {
    owner.tell(new BrowserReport.Lost(epoch, reason));
    return closing(browser.close());
  }

  private Behavior<BrowserCommand> killed(Browser browser, String reason) {
    var _ = browser.kill();
    return lost(browser, reason);
  }

  /** The profile is saved before the report that another browser may be opened on it. */
  private Behavior<BrowserCommand> closeInOrder(Browser browser) {
    return closing(browser.close().thenCompose(_ -> saves.closed()));
  }

  private Behavior<BrowserCommand> closing(CompletionStage<Void> end) {
    context.pipeToSelf(end.thenApply(_ -> Done.done()), (_, _) -> Closed.INSTANCE);
    return receive(message ->
        switch (message) {
          case Closed _ -> gone();
          case Adopt(var newOwner) -> {
            owner = newOwner;
            yield Behaviors.same();
          }
          // What is told now was not acknowledged, so the page tells it again after its start.
          case Heard _,
              Close _,
              FactsStored _,
              FactsRefused _,
              FactsFailed _,
              CaughtUp _,
              RetryFacts _ ->
              Behaviors.same();
          // A guard that is not fed kills by itself.
          case SaveProfile _, ProfileSaved _, Kill _ -> Behaviors.same();
          case Launched _, LaunchFailed _, LaunchRefused _ -> Behaviors.unhandled();
        });
  }

  private Behavior<BrowserCommand> gone() {
    owner.tell(new BrowserReport.Closed(epoch));
    return Behaviors.stopped();
  }

  private Behavior<BrowserCommand> receive(
      Function<BrowserCommand, Behavior<BrowserCommand>> handler) {
    return Behaviors.receive(
        (_, message) -> handler.apply(message), (_, signal) -> onSignal(signal));
  }

  private Behavior<BrowserCommand> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      launch.thenAccept(Browser::close);
    }
    return Behaviors.same();
  }
}
