package org.openwa.message.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.openwa.event.jdbc.EventJson;
import org.openwa.message.MessageHistory;
import org.openwa.message.MessageHistory.Reaction;
import org.openwa.message.MessageHistory.Vote;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;

/**
 * What happened to messages, in the columns of their rows. Writers hold the session's lease row, so
 * that nobody comes between reading a list and writing it. Unknown messages are left alone.
 */
final class HistoryRows {

  /** One reaction or vote as it lies in the table; {@code at} in milliseconds. */
  private record Entry(String who, List<String> what, long at) {}

  private HistoryRows() {}

  static void edit(
      Handle handle, SessionId session, MessageId id, @Nullable String body, Instant at) {
    handle
        .createUpdate(
            """
            UPDATE message SET body = :body, edited_at = :at
            WHERE session_id = :session AND id = :id AND revoked_at IS NULL
              AND (edited_at IS NULL OR edited_at < :at)
            """)
        .bind("body", body)
        .bind("at", at)
        .bind("session", session.value())
        .bind("id", id.value())
        .execute();
  }

  static void revoke(Handle handle, SessionId session, MessageId id, Instant at) {
    handle
        .createUpdate(
            """
            UPDATE message SET body = NULL, details = NULL, revoked_at = :at
            WHERE session_id = :session AND id = :id AND revoked_at IS NULL
            """)
        .bind("at", at)
        .bind("session", session.value())
        .bind("id", id.value())
        .execute();
  }

  static void react(Handle handle, SessionId session, MessageId id, Reaction reaction) {
    // One that was taken back stays as an empty one.
    List<String> what = reaction.emoji().isEmpty() ? List.of() : List.of(reaction.emoji());
    put(handle, session, id, "reactions", reaction.sender(), what, reaction.at());
  }

  static void vote(Handle handle, SessionId session, MessageId id, Vote vote) {
    put(handle, session, id, "votes", vote.voter(), vote.options(), vote.at());
  }

  private static void put(
      Handle handle,
      SessionId session,
      MessageId id,
      String column,
      String who,
      List<String> what,
      Instant at) {
    Optional<List<Entry>> known =
        handle
            .createQuery(
                "SELECT " + column + " FROM message WHERE session_id = :session AND id = :id")
            .bind("session", session.value())
            .bind("id", id.value())
            .map((row, _) -> entries(row, column))
            .findFirst();
    if (known.isEmpty() || known.get().stream().anyMatch(entry -> isNewer(entry, who, at))) {
      return;
    }
    List<Entry> entries = new ArrayList<>(known.get());
    entries.removeIf(entry -> entry.who().equals(who));
    entries.add(new Entry(who, what, at.toEpochMilli()));
    handle
        .createUpdate(
            "UPDATE message SET " + column + " = :json WHERE session_id = :session AND id = :id")
        .bind("json", EventJson.write(entries))
        .bind("session", session.value())
        .bind("id", id.value())
        .execute();
  }

  private static boolean isNewer(Entry entry, String who, Instant at) {
    return entry.who().equals(who) && entry.at() > at.toEpochMilli();
  }

  static MessageHistory read(ResultSet row) throws SQLException {
    Instant edited = instant(row, "edited_at");
    Instant revoked = instant(row, "revoked_at");
    List<Entry> reactions = entries(row, "reactions");
    List<Entry> votes = entries(row, "votes");
    return edited == null && revoked == null && reactions.isEmpty() && votes.isEmpty()
        ? MessageHistory.NONE
        : new MessageHistory(
            edited,
            revoked,
            reactions.stream()
                .filter(entry -> !entry.what().isEmpty())
                .map(entry -> new Reaction(entry.who(), entry.what().getFirst(), at(entry)))
                .toList(),
            votes.stream().map(entry -> new Vote(entry.who(), entry.what(), at(entry))).toList());
  }

  private static List<Entry> entries(ResultSet row, String column) throws SQLException {
    String json = row.getString(column);
    return json == null ? List.of() : List.of(EventJson.read(json, Entry[].class));
  }

  private static Instant at(Entry entry) {
    return Instant.ofEpochMilli(entry.at());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp timestamp = row.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }
}
