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
        handle -> changes.stream().map(change -> apply(handle, session, change)).toList());
  }

  @Override
  public CompletionStage<Optional<FirstSend>> begin(
      SessionId session, long epoch, StoredMessage message, Optional<SendKey> key) {
    return database.inTransaction(handle -> {
      EpochFence.require(handle, session, epoch);
      if (key.isPresent() && !SendKeyRows.insert(handle, session, key.get(), message)) {
        return Optional.of(SendKeyRows.find(handle, session, key.get()).orElseThrow());
      }
      events.append(handle, session, add(handle, session, message).stream().toList());
      return Optional.empty();
    });
  }

  @Override
  public CompletionStage<Optional<FirstSend>> firstSend(SessionId session, SendKey key) {
    return database.inTransaction(handle -> SendKeyRows.findKept(handle, session, key));
  }

  @Override
  public CompletionStage<Void> settle(
      SessionId session, long epoch, MessageId id, MessageStatus status, long waTimestamp) {
    return write(
        session,
        epoch,
        handle -> {
          if (!MessageRows.move(handle, session, id, status)) {
            return List.of();
          }
          handle
              .createUpdate(
                  "UPDATE message SET wa_timestamp = :time"
                      + " WHERE session_id = :session AND id = :id")
              .bind("time", waTimestamp)
              .bind("session", session.value())
              .bind("id", id.value())
              .execute();
          return List.of(moved(handle, session, id));
        });
  }

  /** Changes messages and appends what that means, in one transaction. */
  private CompletionStage<Void> write(
      SessionId session, long epoch, Database.Work<List<Optional<Event>>> change) {
    return database
        .inTransaction(handle -> {
          EpochFence.require(handle, session, epoch);
          List<Event> told = change.with(handle).stream().flatMap(Optional::stream).toList();
          return events.append(handle, session, told);
        })
        .thenAccept(outbox::deliveriesWait);
  }

  private static Optional<Event> apply(Handle handle, SessionId session, MessageChange change) {
    return switch (change) {
      case MessageChange.Added(var message) -> add(handle, session, message);
      case MessageChange.StatusMoved(var id, var status) ->
          MessageRows.move(handle, session, id, status)
              ? moved(handle, session, id)
              : Optional.empty();
    };
  }

  private static Optional<Event> add(Handle handle, SessionId session, StoredMessage message) {
    if (MessageRows.insert(handle, session, message)) {
      CountRows.add(handle, session, message);
      return MessageEvents.added(message);
    }
    return MessageRows.move(handle, session, message.id(), message.status())
        ? moved(handle, session, message.id())
        : Optional.empty();
  }

  private static Optional<Event> moved(Handle handle, SessionId session, MessageId id) {
    return MessageRows.find(handle, session, id).flatMap(MessageEvents::moved);
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
      handle.execute("DELETE FROM message_counts WHERE session_id = ?", session.value());
    });
  }
}
