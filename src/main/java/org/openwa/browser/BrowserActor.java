package org.openwa.browser;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.japi.function.Function;
import org.jspecify.annotations.Nullable;

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

  /** Understood by the browser actor. Never leaves the node. */
  sealed interface Command {}

  enum Close implements Command {
    INSTANCE
  }

  /** Closes at once and without care for the profile: the session may belong to another node. */
  record Kill(String reason) implements Command {}

  /** Asks again for what a new owner must know: the page and its state. */
  record Adopt(ActorRef<BrowserReport> owner) implements Command {}

  private record Launched(Browser browser) implements Command {}

  private record LaunchFailed(String reason) implements Command {}

  private record Heard(BridgeEvent event) implements Command {}

  /** The stored facts reach up to this one. */
  record FactsStored(long sequence) implements Command {}

  record FactsRefused() implements Command {}

  record FactsFailed(Throwable cause) implements Command {}

  enum RetryFacts implements Command {
    INSTANCE
  }

  private enum Closed implements Command {
    INSTANCE
  }

  private final ActorContext<Command> context;
  private final long epoch;
  private final CompletionStage<Browser> launch;
  private final FactQueue facts;
  private ActorRef<BrowserReport> owner;
  private BridgeEvent.@Nullable PageState state;

  private BrowserActor(
      ActorContext<Command> context,
      long epoch,
      CompletionStage<Browser> launch,
      FactQueue facts,
      ActorRef<BrowserReport> owner) {
    this.context = context;
    this.epoch = epoch;
    this.launch = launch;
    this.facts = facts;
    this.owner = owner;
  }

  static Behavior<Command> create(BrowserHost.Open open, BrowserHost.Parts parts) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          ActorRef<Command> self = context.getSelf();
          CompletionStage<Browser> launch =
              parts
                  .launcher()
                  .launch(
                      open.session(),
                      parts.profiles().resolve(open.session().value()),
                      event -> self.tell(new Heard(event)));
          context.pipeToSelf(launch, BrowserActor::launchResult);
          return new BrowserActor(
                  context, open.epoch(), launch, facts(context, timers, open, parts), open.owner())
              .launching(false);
        }));
  }

  private static FactQueue facts(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      BrowserHost.Open open,
      BrowserHost.Parts parts) {
    return new FactQueue(context, timers, open.session(), open.epoch(), parts.facts());
  }

  private static Command launchResult(@Nullable Browser browser, @Nullable Throwable failure) {
    return browser == null ? new LaunchFailed(reason(failure)) : new Launched(browser);
  }

  /** In words for the operator, without the wrapping of stages. */
  private static String reason(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause == null || cause.getMessage() == null
        ? "the browser did not start"
        : cause.getMessage();
  }

  /** Events of a page may arrive before the launcher's own answer; they are kept as they come. */
  private Behavior<Command> launching(boolean closeWanted) {
    return receive(message ->
        switch (message) {
          case Launched(var browser) when closeWanted -> closing(browser);
          case Launched(var browser) -> {
            owner.tell(new BrowserReport.Opened(epoch, browser.page()));
            if (state != null) {
              owner.tell(new BrowserReport.StateChanged(epoch, state));
            }
            facts.store();
            yield running(browser);
          }
          case LaunchFailed(var reason) -> {
            owner.tell(new BrowserReport.Lost(epoch, reason));
            yield gone();
          }
          case Heard(PageFact fact) -> {
            facts.add(fact);
            yield Behaviors.same();
          }
          case Heard(BridgeEvent.PageState heard) -> {
            state = heard;
            yield Behaviors.same();
          }
          // The launch fails then by itself.
          case Heard(BridgeEvent.Gone _) -> Behaviors.same();
          case Close _ -> launching(true);
          case Kill(var reason) -> {
            owner.tell(new BrowserReport.Lost(epoch, reason));
            yield launching(true);
          }
          case Adopt(var newOwner) -> {
            owner = newOwner;
            yield Behaviors.same();
          }
          case FactsStored _, FactsRefused _, FactsFailed _, RetryFacts _, Closed _ ->
              Behaviors.unhandled();
        });
  }

  private Behavior<Command> running(Browser browser) {
    return receive(message ->
        switch (message) {
          case Heard(PageFact fact) -> {
            facts.add(fact);
            facts.store();
            yield Behaviors.same();
          }
          case Heard(BridgeEvent.PageState heard) -> {
            state = heard;
            owner.tell(new BrowserReport.StateChanged(epoch, heard));
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
          case Close _ -> closing(browser);
          case Kill(var reason) -> killed(browser, reason);
          case Launched _, LaunchFailed _, Closed _ -> Behaviors.unhandled();
        });
  }

  private Behavior<Command> lost(Browser browser, String reason) {
    owner.tell(new BrowserReport.Lost(epoch, reason));
    return closing(browser);
  }

  private Behavior<Command> killed(Browser browser, String reason) {
    var _ = browser.kill();
    return lost(browser, reason);
  }

  private Behavior<Command> closing(Browser browser) {
    context.pipeToSelf(browser.close().thenApply(_ -> Done.done()), (_, _) -> Closed.INSTANCE);
    return receive(message ->
        switch (message) {
          case Closed _ -> gone();
          case Adopt(var newOwner) -> {
            owner = newOwner;
            yield Behaviors.same();
          }
          // What is told now was not acknowledged, so the page tells it again after its start.
          case Heard _, Close _, FactsStored _, FactsRefused _, FactsFailed _, RetryFacts _ ->
              Behaviors.same();
          // Its guard does that when the time has come.
          case Kill _ -> Behaviors.same();
          case Launched _, LaunchFailed _ -> Behaviors.unhandled();
        });
  }

  private Behavior<Command> gone() {
    owner.tell(new BrowserReport.Closed(epoch));
    return Behaviors.stopped();
  }

  private Behavior<Command> receive(Function<Command, Behavior<Command>> handler) {
    return Behaviors.receive(
        (_, message) -> handler.apply(message), (_, signal) -> onSignal(signal));
  }

  private Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      launch.thenAccept(Browser::close);
    }
    return Behaviors.same();
  }
}
