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
import java.util.concurrent.TimeUnit;
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

  private final MemorySettings settings;
  private final MessageStore messages;
  private final HeldLeases leases;
  private final Sessions sessions;
  private final Clock clock;
  private final Map<SessionId, Instant> recycled = new ConcurrentHashMap<>();
  private CompletionStage<Void> line = CompletableFuture.completedStage(null);

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
      line = line.thenCompose(_ -> recycle(session));
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

  /** Only of a session that is connected: any other is busy with its browser already. */
  private CompletionStage<Void> recycle(SessionId session) {
    return sessions
        .<SessionReply>ask(session, SessionCommand.GetView::new)
        .thenCompose(reply ->
            reply instanceof SessionReply.Accepted(var view)
                    && view.status() == SessionStatus.CONNECTED
                    && view.shouldRun()
                ? reopen(session)
                : CompletableFuture.<Void>completedStage(null))
        .exceptionally(failure -> {
          LOG.warn("session {}: its browser could not be recycled", session, failure);
          return null;
        });
  }

  private CompletionStage<Void> reopen(SessionId session) {
    LOG.info("session {}: recycles its browser, because its memory is high", session);
    return sessions
        .<SessionReply>ask(session, SessionCommand.Restart::new)
        .thenComposeAsync(
            _ -> CompletableFuture.<Void>completedStage(null),
            CompletableFuture.delayedExecutor(APART.toMillis(), TimeUnit.MILLISECONDS));
  }
}
