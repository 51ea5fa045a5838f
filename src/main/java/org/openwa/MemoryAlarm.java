package org.openwa;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openwa.event.Event;
import org.openwa.event.EventKind;
import org.openwa.lease.HeldLeases;
import org.openwa.memory.MemorySettings;
import org.openwa.memory.MemoryWatch;
import org.openwa.memory.SessionMemory;
import org.openwa.message.MessageChange;
import org.openwa.message.MessageStore;
import org.openwa.model.SessionId;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionReply;
import org.openwa.session.SessionStatus;
import org.openwa.session.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about a session that takes too much memory: an event, and if wanted, a new browser.
 */
final class MemoryAlarm implements MemoryWatch.Alarm {

  private static final Logger LOG = LoggerFactory.getLogger(MemoryAlarm.class);

  /** Between two browsers of this node: starting one takes a core for some seconds. */
  private static final Duration APART = Duration.ofSeconds(20);

  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final MemorySettings settings;
  private final MessageStore messages;
  private final HeldLeases leases;
  private final Sessions sessions;
  private final Clock clock;
  private final Map<SessionId, Instant> recycled = new ConcurrentHashMap<>();
  private CompletionStage<@Nullable Void> line = CompletableFuture.completedStage(null);

  MemoryAlarm(
      MemorySettings settings,
      MessageStore messages,
      HeldLeases leases,
      Sessions sessions,
      Clock clock) {
    this.settings = settings;
    this.messages = messages;
    this.leases = leases;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** Called by one thread at a time. */
  @Override
  public void high(SessionMemory memory, long limitBytes) {
    SessionId session = memory.session();
    long epoch = leases.epoch(session);
    if (epoch == 0) {
      // It has just left; its next node measures it again.
      return;
    }
    boolean recycle = settings.recycle() && isDue(session);
    Event event = event(memory, limitBytes, epoch, recycle);
    var _ =
        messages
            .record(session, epoch, List.of(new MessageChange.Noted(event)))
            .exceptionally(failure -> {
              LOG.warn("session {}: that its memory is high is not told", session, failure);
              return null;
            });
    if (recycle) {
      recycled.put(session, clock.instant());
      recycleOnceConnected(session, epoch);
    }
  }

  private boolean isDue(SessionId session) {
    Instant last = recycled.get(session);
    return last == null || !clock.instant().isBefore(last.plus(settings.recycleEvery()));
  }

  /** One browser may grow, shrink and grow again: the time tells its events apart. */
  static Event event(SessionMemory memory, long limitBytes, long epoch, boolean recycle) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("pssBytes", memory.pssBytes());
    data.put("rssBytes", memory.rssBytes());
    data.put("jsHeapUsedBytes", memory.jsHeapBytes());
    data.put("limitBytes", limitBytes);
    data.put("recycled", recycle);
    return new Event(
        EventKind.SESSION_MEMORY,
        epoch + "_" + memory.measuredAt().toEpochMilli(),
        memory.measuredAt(),
        null,
        null,
        null,
        data);
  }

  /**
   * Only of a session that is connected: any other is busy with its browser. Ends when the browser
   * is another one.
   */
  private void recycleOnceConnected(SessionId session, long epoch) {
    if (leases.epoch(session) != epoch) {
      return;
    }
    var _ =
        sessions
            .<SessionReply>ask(session, SessionCommand.GetView::new)
            .whenComplete((reply, _) -> {
              if (reply instanceof SessionReply.Accepted(var view)
                  && view.status() == SessionStatus.CONNECTED
                  && view.shouldRun()) {
                standInLine(session, epoch);
              } else {
                later(AGAIN).execute(() -> recycleOnceConnected(session, epoch));
              }
            });
  }

  private synchronized void standInLine(SessionId session, long epoch) {
    line = line.thenCompose(_ -> reopen(session, epoch));
  }

  private CompletionStage<@Nullable Void> reopen(SessionId session, long epoch) {
    if (leases.epoch(session) != epoch) {
      return CompletableFuture.completedStage(null);
    }
    LOG.info("session {}: recycles its browser, because its memory is high", session);
    return sessions
        .<SessionReply>ask(session, SessionCommand.Restart::new)
        .handleAsync(
            (_, failure) -> {
              if (failure != null) {
                LOG.warn("session {}: its browser could not be recycled", session, failure);
              }
              return null;
            },
            later(APART));
  }

  private static Executor later(Duration time) {
    return CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
