package org.openwa.message.jdbc;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.openwa.database.Database;
import org.openwa.event.Event;
import org.openwa.event.OutboxListener;
import org.openwa.event.jdbc.EventLog;
import org.openwa.lease.jdbc.EpochFence;
import org.openwa.message.FirstSend;
import org.openwa.message.MessageChange;
import org.openwa.message.MessageCounts;
import org.openwa.message.MessagePage;
import org.openwa.message.MessageQuery;
import org.openwa.message.MessageStatus;
import org.openwa.message.MessageStore;
import org.openwa.message.SendKey;
import org.openwa.message.StoredMessage;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;

/** Messages as rows of table {@code message}. */
public final class JdbcMessageStore implements MessageStore {

  private final Database database;
  private final EventLog events;
  private final OutboxListener outbox;

  /** A store whose events wake nobody: what they cause is found by the next sweep. */
  public JdbcMessageStore(Database database) {
    this(database, new EventLog(Clock.systemUTC()), _ -> {});
  }

  public JdbcMessageStore(Database database, EventLog events, OutboxListener outbox) {
    this.database = database;
    this.events = events;
    this.outbox = outbox;
  }

  @Override
  public CompletionStage<Void> record(SessionId session, long epoch, List<MessageChange> changes) {
    return write(
        session,
        epoch,
        handle -> {
          ReportedChange reported = new ReportedChange(handle, session);
          return changes.stream().flatMap(change -> reported.apply(change).stream()).toList();
        });
  }

  @Override
  public CompletionStage<Optional<FirstSend>> begin(
      SessionId session, long epoch, StoredMessage message, Optional<SendKey> key) {
    return database.inTransaction(handle -> {
      EpochFence.require(handle, session, epoch);
      if (key.isPresent() && !SendKeyRows.insert(handle, session, key.get(), message)) {
        return Optional.of(SendKeyRows.find(handle, session, key.get()).orElseThrow());
      }
      events.append(handle, session, new ReportedChange(handle, session).add(message, false));
      return Optional.empty();
    });
  }

  @Override
  public CompletionStage<Optional<FirstSend>> firstSend(SessionId session, SendKey key) {
    return database.inTransaction(handle -> SendKeyRows.findKept(handle, session, key));
  }

  @Override
  public CompletionStage<Optional<StoredMessage>> settle(
      SessionId session, long epoch, MessageId id, MessageStatus status, long waTimestamp) {
    return database
        .inTransaction(handle -> {
          EpochFence.require(handle, session, epoch);
          return settle(handle, session, id, status, waTimestamp);
        })
        .thenApply(settled -> {
          outbox.deliveriesWait(settled.waiting());
          return settled.message();
        });
  }

  /** A message as it is now, and the webhooks that have something to deliver. */
  private record Settled(Optional<StoredMessage> message, Set<String> waiting) {}

  private Settled settle(
      Handle handle, SessionId session, MessageId id, MessageStatus status, long waTimestamp) {
    Optional<StoredMessage> before = MessageRows.lock(handle, session, id);
    if (before.filter(message -> status.follows().contains(message.status())).isEmpty()) {
      return new Settled(before, Set.of());
    }
    StoredMessage now = before.get().settled(status, waTimestamp);
    MessageRows.settle(handle, session, now);
    List<Event> told = MessageEvents.moved(now, before.get().status(), events.now());
    return new Settled(Optional.of(now), events.append(handle, session, told));
  }

  /** Changes messages and appends what that means, in one transaction. */
  private CompletionStage<Void> write(
      SessionId session, long epoch, Database.Work<List<Event>> change) {
    return database
        .inTransaction(handle -> {
          EpochFence.require(handle, session, epoch);
          return events.append(handle, session, change.with(handle));
        })
        .thenAccept(outbox::deliveriesWait);
  }

  @Override
  public CompletionStage<Optional<StoredMessage>> find(SessionId session, MessageId id) {
    return database.inTransaction(handle -> MessageRows.find(handle, session, id));
  }

  @Override
  public CompletionStage<List<StoredMessage>> unsettled(
      SessionId session, Instant from, Instant until) {
    return database.inTransaction(handle -> MessageRows.unsettled(handle, session, from, until));
  }

  @Override
  public CompletionStage<List<StoredMessage>> wantedMedia(SessionId session, int limit) {
    return database.inTransaction(handle -> WantedMediaRows.find(handle, session, limit));
  }

  @Override
  public CompletionStage<Void> attachMedia(
      SessionId session, long epoch, MessageId id, MediaRef file) {
    return database.execute(handle -> {
      EpochFence.require(handle, session, epoch);
      WantedMediaRows.attach(handle, session, id, file);
    });
  }

  @Override
  public CompletionStage<Void> missedMedia(SessionId session, MessageId id) {
    return database.execute(handle -> WantedMediaRows.missed(handle, session, id));
  }

  @Override
  public CompletionStage<MessagePage> list(MessageQuery query) {
    return database.inTransaction(
        handle -> new MessageListing(query, database.adapter()).page(handle));
  }

  @Override
  public CompletionStage<Map<SessionId, MessageCounts>> counts(Collection<SessionId> sessions) {
    if (sessions.isEmpty()) {
      return CompletableFuture.completedStage(Map.of());
    }
    List<String> ids = sessions.stream().map(SessionId::value).collect(Collectors.toList());
    return database.inTransaction(handle -> CountRows.find(handle, ids));
  }

  @Override
  public CompletionStage<Void> deleteAll(SessionId session) {
    return database.execute(handle -> {
      handle.execute("DELETE FROM message WHERE session_id = ?", session.value());
      SendKeyRows.deleteAll(handle, session);
      WantedMediaRows.deleteAll(handle, session);
      handle.execute("DELETE FROM message_counts WHERE session_id = ?", session.value());
      handle.execute("DELETE FROM history_mark WHERE session_id = ?", session.value());
    });
  }
}
