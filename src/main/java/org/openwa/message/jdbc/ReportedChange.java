package org.openwa.message.jdbc;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.openwa.event.Event;
import org.openwa.message.MessageChange;
import org.openwa.message.MessageStatus;
import org.openwa.message.StoredMessage;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;

/** Changes the messages of a session and says what customers are told about it. */
record ReportedChange(Handle handle, SessionId session) {

  List<Event> apply(MessageChange change) {
    return switch (change) {
      case MessageChange.Added(var message) -> add(message, false);
      case MessageChange.Backfilled(var message) -> add(message, true);
      case MessageChange.StatusMoved(var id, var status, var at) -> move(id, status, at);
      case MessageChange.Edited edited -> {
        HistoryRows.edit(handle, session, edited.id(), edited.body(), edited.at());
        yield List.of(MessageEvents.edited(edited, MessageRows.find(handle, session, edited.id())));
      }
      case MessageChange.Revoked revoked -> {
        HistoryRows.revoke(handle, session, revoked.id(), revoked.at());
        yield List.of(
            MessageEvents.revoked(revoked, MessageRows.find(handle, session, revoked.id())));
      }
      case MessageChange.Reacted reacted -> {
        HistoryRows.react(handle, session, reacted.id(), reacted.reaction());
        yield List.of(MessageEvents.reacted(reacted));
      }
      case MessageChange.Voted voted -> {
        HistoryRows.vote(handle, session, voted.id(), voted.vote());
        yield List.of(MessageEvents.voted(voted));
      }
      case MessageChange.Noted(var event) -> List.of(event);
    };
  }

  List<Event> add(StoredMessage message, boolean backfilled) {
    if (MessageRows.insert(handle, session, message)) {
      CountRows.add(handle, session, message);
      return MessageEvents.added(message, backfilled);
    }
    return move(message.id(), message.status(), message.timestamp());
  }

  List<Event> move(MessageId id, MessageStatus status, Instant at) {
    return MessageRows.move(handle, session, id, status)
        .map(before ->
            MessageEvents.moved(MessageRows.find(handle, session, id).orElseThrow(), before, at))
        .orElse(List.of());
  }
}
