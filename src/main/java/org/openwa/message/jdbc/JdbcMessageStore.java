package org.openwa.message.jdbc;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.openwa.database.Database;
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
import org.openwa.message.jdbc.SessionWrites.Written;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;

/** Messages as rows of table {@code message}. */
public final class JdbcMessageStore implements MessageStore {

  private final Database database;
  private final EventLog events;
  private final SessionWrites writes;

  /** A store whose events wake nobody: what they cause is found by the next sweep. */
  public JdbcMessageStore(Database database) {
    this(database, new EventLog(Clock.systemUTC()), _ -> {});
  }

  public JdbcMessageStore(Database database, EventLog events, OutboxListener outbox) {
    this.database = database;
    this.events = events;
    this.writes = new SessionWrites(database, events, outbox);
  }

  @Override
  public CompletionStage<Void> record(SessionId session, long epoch, List<MessageChange> changes) {
    return writes
        .write(
            session,
            epoch,
            handle -> {
              ReportedChange reported = new ReportedChange(handle, session);
              return new Written<>(
                  Optional.empty(),
                  changes.stream().flatMap(change -> reported.apply(change).stream()).toList());
            })
        .thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<Optional<FirstSend>> begin(
      SessionId session, long epoch, StoredMessage message, Optional<SendKey> key) {
    return writes.write(
        session,
        epoch,
        handle -> {
          if (key.isPresent() && !SendKeyRows.insert(handle, session, key.get(), message)) {
            FirstSend first = SendKeyRows.find(handle, session, key.get()).orElseThrow();
            return new Written<>(Optional.of(first), List.of());
          }
          return new Written<>(
              Optional.empty(), new ReportedChange(handle, session).add(message, false));
        });
  }

  @Override
  public CompletionStage<Optional<FirstSend>> firstSend(SessionId session, SendKey key) {
    return database.inTransaction(handle -> SendKeyRows.findKept(handle, session, key));
  }

  @Override
  public CompletionStage<Optional<StoredMessage>> settle(
      SessionId session, long epoch, MessageId id, MessageStatus status, long waTimestamp) {
    return writes.write(session, epoch, handle -> settle(handle, session, id, status, waTimestamp));
  }

  private Written<Optional<StoredMessage>> settle(
      Handle handle, SessionId session, MessageId id, MessageStatus status, long waTimestamp) {
    Optional<StoredMessage> before = MessageRows.lock(handle, session, id);
    if (before.filter(message -> status.follows().contains(message.status())).isEmpty()) {
      return new Written<>(before, List.of());
    }
    StoredMessage now = before.get().settled(status, waTimestamp);
    MessageRows.settle(handle, session, now);
    return new Written<>(
        Optional.of(now), MessageEvents.moved(now, before.get().status(), events.now()));
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
      handle.execute("DELETE FROM message_gap WHERE session_id = ?", session.value());
    });
  }
}
