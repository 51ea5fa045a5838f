package org.openwa.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.BrowserHost;
import org.openwa.browser.BrowserReport;
import org.openwa.browser.Page;
import org.openwa.lease.Grant;
import org.openwa.lease.Leases;
import org.openwa.model.RequestId;
import org.openwa.model.SessionId;
import org.openwa.session.SessionState.Existing;

/**
 * What of a session dies with the node: its runtime state and its browser's page; its sends are in
 * {@link SessionSends}. Used by its entity only, which keeps what must not die.
 */
final class RunningSession {

  /** The present state has lasted too long. */
  record DeadlinePassed() implements SessionEntity.Received {}

  private final ActorContext<SessionEntity.Received> context;
  private final TimerScheduler<SessionEntity.Received> timers;
  private final SessionId id;
  private final SessionParts parts;
  private final RuntimeTransitions transitions;
  private final SessionSends sends;
  private final DirectoryWriter directory;
  private final LeaseAsking lease;
  private final HandOver handOver;
  private final Removing removing;
  private final ActorRef<BrowserReport> reports;

  private SessionRuntime runtime;
  private long epoch;
  private long reconnects;
  private @Nullable Page page;

  /** Whose lines of the log are written: nothing else is handled until this has been. */
  private @Nullable RequestId request;

  RunningSession(
      ActorContext<SessionEntity.Received> context,
      TimerScheduler<SessionEntity.Received> timers,
      SessionId id,
      SessionParts parts,
      Home home) {
    this.context = context;
    this.timers = timers;
    this.id = id;
    this.parts = parts;
    this.transitions = new RuntimeTransitions(parts.settings(), parts.random());
    this.sends = new SessionSends(context, timers, id, parts);
    this.directory = new DirectoryWriter(context, timers, parts.directory());
    this.lease = new LeaseAsking(context, id, parts.leases());
    this.handOver = new HandOver(context, timers, id, home, parts);
    this.removing = new Removing(context, id, parts);
    this.reports = context.messageAdapter(BrowserReport.class, SessionEntity.BrowserReported::new);
    this.runtime = new SessionRuntime.Resting(parts.clock().instant());
  }

  SessionId id() {
    return id;
  }

  /** Says for whom the next message is handled. */
  void serve(@Nullable RequestId caller) {
    request = caller;
  }

  SessionRuntime runtime() {
    return runtime;
  }

  long epoch() {
    return epoch;
  }

  @Nullable Page page() {
    return page;
  }

  DirectoryWriter directory() {
    return directory;
  }

  SessionSends sends() {
    return sends;
  }

  /** How the session stands now, for its sends. */
  SessionSends.Standing standing(Existing state) {
    Leases.Standing owned = parts.leases().standing(id, epoch);
    boolean usable = runtime instanceof SessionRuntime.Online && owned != Leases.Standing.NONE;
    return new SessionSends.Standing(
        state, view(state), epoch, usable ? page : null, usable && owned == Leases.Standing.PARKED);
  }

  /** What somebody sees who asks now; that the database is away is no change to be written down. */
  SessionView shown(Existing state) {
    boolean parked =
        runtime instanceof SessionRuntime.WithBrowser
            && parts.leases().standing(id, epoch) == Leases.Standing.PARKED;
    return parked ? SessionViews.parked(view(state)) : view(state);
  }

  SessionView view(Existing state) {
    return SessionViews.view(id, state, runtime, parts.node(), epoch, reconnects);
  }

  /** Moves on, does what that asks for, and lets the list of sessions know. */
  void feed(Existing state, RuntimeInput input) {
    boolean autoReconnect = state.definition().config().autoReconnect();
    RuntimeTransitions.Step step = transitions.next(runtime, input, autoReconnect, now());
    SessionRuntime before = runtime;
    runtime = step.runtime();
    setDeadline();
    switch (step.action()) {
      case NONE -> {}
      case OPEN -> open(before);
      case CLOSE -> close(state);
    }
    SessionSends.Standing standing = standing(state);
    if (runtime instanceof SessionRuntime.Online && !(before instanceof SessionRuntime.Online)) {
      sends.onConnected(standing);
    }
    if (handOver.isUnderWay()) {
      sends.onHandOver(handOver::forward);
      handOver.onChanged(runtime);
    } else {
      sends.onChanged(standing);
    }
    SessionView view = standing.view();
    if (runtime.getClass() != before.getClass()) {
      RequestId.mark(
          request,
          () -> context.getLog().info("session {} is {}{}", id, view.status(), reason(view)));
    }
    directory.save(view);
  }

  private static String reason(SessionView view) {
    return view.statusReason() == null ? "" : ": " + view.statusReason();
  }

  private void setDeadline() {
    Instant deadline = runtime.deadline();
    if (deadline == null) {
      timers.cancel(DeadlinePassed.class);
    } else {
      Duration left = Duration.between(now(), deadline);
      timers.startSingleTimer(
          DeadlinePassed.class, new DeadlinePassed(), left.isNegative() ? Duration.ZERO : left);
    }
  }

  private void open(SessionRuntime before) {
    if (before instanceof SessionRuntime.Waiting) {
      reconnects++;
    }
    page = null;
    lease.ask();
  }

  void onLeaseAnswered(Existing state, LeaseAsking.Answered answered) {
    switch (lease.accept(answered)) {
      case null -> {}
      case Grant.Granted(var granted) -> {
        epoch = granted;
        feed(state, new RuntimeInput.Granted());
        parts.host().tell(new BrowserHost.Open(id, epoch, state.account() != null, reports));
      }
      case Grant.Refused(var reason, var retryAfter) ->
          feed(state, new RuntimeInput.Held(reason, retryAfter));
    }
  }

  void onLeaseNotAnswered(Existing state, LeaseAsking.NotAnswered failed) {
    if (lease.concerns(failed)) {
      if (runtime instanceof SessionRuntime.AwaitingLease) {
        lease.giveUp();
      }
      feed(state, new RuntimeInput.Lost(failed.reason()));
    }
  }

  LeaseAsking lease() {
    return lease;
  }

  private void close(Existing state) {
    page = null;
    if (lease.isOpen()) {
      lease.giveUp();
      feed(state, new RuntimeInput.Closed());
    } else {
      parts.host().tell(new BrowserHost.Close(id, epoch));
    }
  }

  /** True where the report is of the present browser and not of one before it. */
  boolean isOurs(BrowserReport report) {
    return report.epoch() == epoch && !lease.isOpen();
  }

  void onOpened(Existing state, Page opened) {
    page = opened;
    feed(state, new RuntimeInput.PageOpened());
  }

  void onClosed(Existing state) {
    page = null;
    parts.leases().release(id, epoch);
    feed(state, new RuntimeInput.Closed());
  }

  /** Asks whether the node still has a browser from before this entity was restarted. */
  void adopt() {
    ActorRef<BrowserHost.Adoption> adoption =
        context.messageAdapter(BrowserHost.Adoption.class, SessionEntity.AdoptionAnswered::new);
    parts.host().tell(new BrowserHost.Adopt(id, reports, adoption));
  }

  void onAdoption(Existing state, BrowserHost.Adoption adoption) {
    switch (adoption) {
      case BrowserHost.NothingToAdopt _ -> wake(state);
      case BrowserHost.Adopted(var found) when epoch == 0 && !lease.isOpen() -> {
        epoch = found;
        feed(state, new RuntimeInput.Adopted());
        if (!state.needsBrowser()) {
          feed(state, new RuntimeInput.Rest());
        }
      }
      // Meanwhile somebody asked for a new browser, which replaces the one that was found.
      case BrowserHost.Adopted _ -> {}
    }
  }

  /** Opens a browser where one should be and none is. */
  void wake(Existing state) {
    if (state.needsBrowser() && runtime instanceof SessionRuntime.Resting) {
      feed(state, new RuntimeInput.Run());
    } else {
      directory.save(view(state));
    }
  }

  HandOver handOver() {
    return handOver;
  }

  void beginHandOver(Existing state) {
    handOver.begin();
    leave(state, sends.areUnderWay());
  }

  void onPageAnswered(Existing state) {
    sends.onPageAnswered();
    if (handOver.isWaitingForSends()) {
      leave(state, sends.areUnderWay());
    }
  }

  /** Closes the browser, unless something is to be sent first; then the entity stops. */
  void leave(Existing state, boolean sending) {
    if (handOver.mayClose(sending)) {
      feed(state, new RuntimeInput.Rest());
    }
  }

  /** Removes the session from this node and from the tables; answers when that is done. */
  void remove(SessionView last, ActorRef<SessionReply> replyTo) {
    Optional<Page> linkedPage =
        runtime instanceof SessionRuntime.Online ? Optional.ofNullable(page) : Optional.empty();
    sends.onRemoved();
    timers.cancelAll();
    page = null;
    lease.giveUp();
    removing.begin(last, epoch, linkedPage, directory.stop(), replyTo);
  }

  Removing removing() {
    return removing;
  }

  void onRemoved(Removing.Removed removed) {
    runtime = new SessionRuntime.Resting(now());
    removing.onRemoved(removed);
  }

  private Instant now() {
    return parts.clock().instant();
  }
}
