package org.openwa.browser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.openwa.model.SessionId;

/**
 * The facts of one browser on their way into the database: in order, one transaction at a time,
 * what came meanwhile in the next. Used by its {@link BrowserActor} only.
 */
final class FactQueue {

  /** So many facts in one transaction at most. */
  private static final int BATCH = 100;

  private static final Duration FIRST_RETRY = Duration.ofMillis(250);
  private static final Duration LAST_RETRY = Duration.ofSeconds(5);

  private final ActorContext<BrowserCommand> context;
  private final TimerScheduler<BrowserCommand> timers;
  private final SessionId session;
  private final long epoch;
  private final FactSink sink;
  private final List<PageFact> waiting = new ArrayList<>();
  private boolean storing;
  private boolean held;
  private Duration retry = FIRST_RETRY;

  FactQueue(
      ActorContext<BrowserCommand> context,
      TimerScheduler<BrowserCommand> timers,
      SessionId session,
      long epoch,
      FactSink sink) {
    this.context = context;
    this.timers = timers;
    this.session = session;
    this.epoch = epoch;
    this.sink = sink;
  }

  /** The page repeats what was not acknowledged, so a fact may come twice. */
  void add(PageFact fact) {
    if (waiting.isEmpty() || waiting.getLast().sequence() < fact.sequence()) {
      waiting.add(fact);
    }
  }

  /** From now on facts only wait, because older ones must be stored first. */
  void hold() {
    held = true;
  }

  void release() {
    held = false;
    store();
  }

  /** Stores what waits, unless that is going on. */
  void store() {
    if (held || storing || waiting.isEmpty()) {
      return;
    }
    storing = true;
    List<PageFact> batch = List.copyOf(waiting.subList(0, Math.min(BATCH, waiting.size())));
    context.pipeToSelf(
        sink.store(session, epoch, batch),
        (outcome, failure) -> result(batch.getLast().sequence(), outcome, failure));
  }

  private static BrowserCommand result(
      long sequence, FactSink.@Nullable Outcome outcome, @Nullable Throwable failure) {
    if (outcome == null) {
      return new BrowserCommand.FactsFailed(
          failure == null ? new IllegalStateException("no outcome") : failure);
    }
    return switch (outcome) {
      case STORED -> new BrowserCommand.FactsStored(sequence);
      case SUPERSEDED -> new BrowserCommand.FactsRefused();
    };
  }

  /** Everything up to this fact is durable. */
  void stored(long sequence) {
    storing = false;
    retry = FIRST_RETRY;
    waiting.removeIf(fact -> fact.sequence() <= sequence);
    store();
  }

  void retryLater(Throwable cause) {
    storing = false;
    context
        .getLog()
        .warn(
            "session {}: database refused {} facts, trying again in {}: {}",
            session,
            waiting.size(),
            retry,
            cause.toString());
    timers.startSingleTimer(BrowserCommand.RetryFacts.INSTANCE, retry);
    retry = retry.multipliedBy(2).compareTo(LAST_RETRY) > 0 ? LAST_RETRY : retry.multipliedBy(2);
  }
}
