package org.openwa.browser;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.openwa.model.SessionId;

/**
 * Keeps the browsers of one node: at most one for a session, at most so many in all, at most so
 * many starting at once. Lives as long as the node, so a session that restarts finds its browser
 * again.
 */
public final class BrowserHost {

  /** Understood by the host. Never leaves the node. */
  public sealed interface Command {}

  /**
   * Opens a browser for a session, after closing what an older epoch left open. The owner hears
   * {@link BrowserReport}s of this epoch; the last one is {@code Closed}.
   *
   * @param linked whether an account is linked, whose profile must be there then
   */
  public record Open(SessionId session, long epoch, boolean linked, ActorRef<BrowserReport> owner)
      implements Command {}

  /** Makes a new incarnation of the session the owner of the browser that it finds, if any. */
  public record Adopt(SessionId session, ActorRef<BrowserReport> owner, ActorRef<Adoption> replyTo)
      implements Command {}

  /** Closes in order. The owner hears {@code Closed}. Without a browser nothing happens. */
  public record Close(SessionId session, long epoch) implements Command {}

  /**
   * Closes at once: the session is not this node's any more. The owner hears {@code Lost} first.
   */
  public record Kill(SessionId session, long epoch, String reason) implements Command {}

  /** Answers when no browser of the session is left here. */
  public record AwaitGone(SessionId session, ActorRef<Done> replyTo) implements Command {}

  /** Removes the profile of a session, once its browser is gone. */
  public record ForgetProfile(SessionId session) implements Command {}

  /** Closes every browser and opens no other; answers when none is left. */
  public record CloseAll(ActorRef<Done> replyTo) implements Command {}

  /** Asks how many browsers run here, or wait to be launched. */
  public record Count(ActorRef<Integer> replyTo) implements Command {}

  /** The answer to {@link Adopt}. */
  public sealed interface Adoption {}

  /** A browser of this epoch runs or starts; its reports follow. */
  public record Adopted(long epoch) implements Adoption {}

  /** There is none on this node. */
  public record NothingToAdopt() implements Adoption {}

  private record Ended(SessionId session, long epoch) implements Command {}

  private record Forgotten(SessionId session) implements Command {}

  private record LaunchEnded() implements Command {}

  private enum LaunchNext implements Command {
    INSTANCE
  }

  private record Running(long epoch, ActorRef<BrowserCommand> browser) {}

  private static final String LEAVING = "this node is leaving";

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final BrowserParts parts;
  private final LaunchQueue waiting;
  private final Map<SessionId, Running> running = new HashMap<>();
  private final Map<SessionId, List<ActorRef<Done>>> awaiting = new HashMap<>();

  /** Their profiles go as soon as their browsers are gone. */
  private final Set<SessionId> toForget = new HashSet<>();

  /** Their profiles are being removed; nothing is launched on them until then. */
  private final Set<SessionId> forgetting = new HashSet<>();

  private @Nullable ActorRef<Done> leaving;

  private BrowserHost(
      ActorContext<Command> context, TimerScheduler<Command> timers, BrowserParts parts) {
    this.context = context;
    this.timers = timers;
    this.parts = parts;
    this.waiting =
        new LaunchQueue(
            parts.launchesAtOnce(), new LaunchRate(parts.launchEvery(), System.nanoTime()));
  }

  public static Behavior<Command> create(BrowserParts parts) {
    return Behaviors.withTimers(
        timers -> Behaviors.setup(context -> new BrowserHost(context, timers, parts).behavior()));
  }

  private Behavior<Command> behavior() {
    return Behaviors.receiveMessage(message -> {
      switch (message) {
        case Open open -> onOpen(open);
        case Adopt adopt -> onAdopt(adopt);
        case Close(var session, var epoch) -> onClose(session, epoch);
        case Kill kill -> onKill(kill);
        case AwaitGone(var session, var replyTo) -> onAwaitGone(session, replyTo);
        case ForgetProfile(var session) -> onForget(session);
        case CloseAll(var replyTo) -> onCloseAll(replyTo);
        case Count(var replyTo) -> replyTo.tell(count());
        case Ended(var session, var epoch) -> onEnded(session, epoch);
        case Forgotten(var session) -> {
          forgetting.remove(session);
          launchNext();
        }
        case LaunchNext _ -> launchNext();
        case LaunchEnded _ -> {
          waiting.ended();
          launchNext();
        }
      }
      return Behaviors.same();
    });
  }

  /** Of a session that waits for its former browser to be gone, one. */
  private int count() {
    Set<SessionId> sessions = new HashSet<>(running.keySet());
    sessions.addAll(waiting.sessions());
    return sessions.size();
  }

  private void onCloseAll(ActorRef<Done> replyTo) {
    leaving = replyTo;
    waiting.removeAll().forEach(open -> refuse(open, LEAVING));
    running.values().forEach(found -> found.browser().tell(BrowserCommand.Close.INSTANCE));
    answerWhenEmpty();
  }

  private void answerWhenEmpty() {
    if (leaving != null && running.isEmpty()) {
      leaving.tell(Done.done());
    }
  }

  /** In two reports, because the last one of an epoch is always that it is closed. */
  private static void refuse(Open open, String reason) {
    open.owner().tell(new BrowserReport.Lost(open.epoch(), reason));
    open.owner().tell(new BrowserReport.Closed(open.epoch()));
  }

  private void onOpen(Open open) {
    Running former = running.get(open.session());
    if (leaving != null) {
      refuse(open, LEAVING);
      return;
    }
    if (former == null && !waiting.sessions().contains(open.session()) && isFull()) {
      refuse(open, "this node is full");
      return;
    }
    Open superseded = waiting.add(open);
    if (superseded != null) {
      superseded.owner().tell(new BrowserReport.Closed(superseded.epoch()));
    }
    if (former != null) {
      former.browser().tell(BrowserCommand.Close.INSTANCE);
    }
    launchNext();
  }

  private boolean isFull() {
    return running.size() + waiting.sessions().size() >= parts.maxPerNode();
  }

  private void launchNext() {
    switch (waiting.next(this::isFree, System.nanoTime())) {
      case LaunchQueue.Launch(var open) -> {
        launch(open);
        launchNext();
      }
      case LaunchQueue.Wait(var wait) -> timers.startSingleTimer(LaunchNext.INSTANCE, wait);
      case LaunchQueue.Nothing _ -> {}
    }
  }

  private boolean isFree(SessionId session) {
    return !running.containsKey(session) && !forgetting.contains(session);
  }

  private void launch(Open open) {
    ActorRef<BrowserCommand> browser =
        context.spawnAnonymous(BrowserActor.create(open, launchOn(open)));
    context.watchWith(browser, new Ended(open.session(), open.epoch()));
    running.put(open.session(), new Running(open.epoch(), browser));
  }

  /**
   * The launcher, which first sees to the profile, and says when the launch has ended, one way or
   * the other.
   */
  private BrowserParts launchOn(Open open) {
    ActorRef<Command> self = context.getSelf();
    BrowserLauncher whole =
        (session, profile, events) ->
            parts
                .keeper()
                .prepare(new ProfileKeeper.Stay(session, open.epoch(), profile), open.linked())
                .thenCompose(_ -> parts.launcher().launch(session, profile, events))
                .whenComplete((_, _) -> self.tell(new LaunchEnded()));
    return parts.with(whole);
  }

  private void onAdopt(Adopt adopt) {
    Running found = running.get(adopt.session());
    if (found == null) {
      adopt.replyTo().tell(new NothingToAdopt());
    } else {
      adopt.replyTo().tell(new Adopted(found.epoch()));
      found.browser().tell(new BrowserCommand.Adopt(adopt.owner()));
    }
  }

  private void onClose(SessionId session, long epoch) {
    waiting
        .remove(session, epoch)
        .ifPresent(open -> open.owner().tell(new BrowserReport.Closed(epoch)));
    Running found = running.get(session);
    if (found != null && found.epoch() == epoch) {
      found.browser().tell(BrowserCommand.Close.INSTANCE);
    }
  }

  private void onAwaitGone(SessionId session, ActorRef<Done> replyTo) {
    awaiting.computeIfAbsent(session, _ -> new ArrayList<>()).add(replyTo);
    answerWhenGone(session);
  }

  private void answerWhenGone(SessionId session) {
    if (awaiting.containsKey(session) && !running.containsKey(session)) {
      awaiting.remove(session).forEach(replyTo -> replyTo.tell(Done.done()));
    }
  }

  private void onKill(Kill kill) {
    waiting.remove(kill.session(), kill.epoch()).ifPresent(open -> refuse(open, kill.reason()));
    Running found = running.get(kill.session());
    if (found != null && found.epoch() == kill.epoch()) {
      found.browser().tell(new BrowserCommand.Kill(kill.reason()));
    }
  }

  private void onEnded(SessionId session, long epoch) {
    Running found = running.get(session);
    if (found != null && found.epoch() == epoch) {
      running.remove(session);
      answerWhenGone(session);
      if (toForget.remove(session)) {
        onForget(session);
      }
    }
    answerWhenEmpty();
    launchNext();
  }

  private void onForget(SessionId session) {
    if (running.containsKey(session)) {
      toForget.add(session);
    } else {
      forgetting.add(session);
      context.pipeToSelf(
          CompletableFuture.supplyAsync(
              () -> ProfileFolder.delete(parts.profiles(), session), parts.blocking()),
          (_, _) -> new Forgotten(session));
    }
  }
}
