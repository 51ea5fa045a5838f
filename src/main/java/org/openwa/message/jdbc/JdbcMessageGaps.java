package org.openwa.message.jdbc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.openwa.database.Database;
import org.openwa.lease.jdbc.EpochFence;
import org.openwa.message.MessageGaps;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;

/** Gaps in table {@code message}. */
public final class JdbcMessageGaps implements MessageGaps {

  private final Database database;

  public JdbcMessageGaps(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<OptionalLong> beginning(
      SessionId session, long epoch, String phone, long newest) {
    return database.inTransaction(handle -> {
      EpochFence.require(handle, session, epoch);
      OptionalLong mark = mark(handle, session, phone);
      if (mark.isEmpty()) {
        handle.execute("DELETE FROM history_mark WHERE session_id = ?", session.value());
        handle.execute(
            "INSERT INTO history_mark (session_id, phone, wa_timestamp) VALUES (?, ?, ?)",
            session.value(),
            phone,
            newest);
      }
      return mark;
    });
  }

  private static OptionalLong mark(Handle handle, SessionId session, String phone) {
    return handle
        .createQuery(
            "SELECT wa_timestamp FROM history_mark"
                + " WHERE session_id = :session AND phone = :phone")
        .bind("session", session.value())
        .bind("phone", phone)
        .mapTo(Long.class)
        .findFirst()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  @Override
  public CompletionStage<Map<ChatId, Long>> find(
      SessionId session, Map<ChatId, MessageId> newest, long beginning) {
    if (newest.isEmpty()) {
      return CompletableFuture.completedStage(Map.of());
    }
    return database.inTransaction(handle -> {
      Set<String> stored = stored(handle, session, newest);
      Map<ChatId, Long> gaps = new HashMap<>();
      newest.forEach((chat, id) -> {
        if (!stored.contains(id.value())) {
          gaps.put(chat, beginning + 1);
        }
      });
      if (!gaps.isEmpty()) {
        gaps.putAll(newestStored(handle, session, List.copyOf(gaps.keySet())));
      }
      return gaps;
    });
  }

  private static Set<String> stored(
      Handle handle, SessionId session, Map<ChatId, MessageId> newest) {
    return new HashSet<>(
        handle
            .createQuery("SELECT id FROM message WHERE session_id = :session AND id IN (<ids>)")
            .bind("session", session.value())
            .bindList("ids", newest.values().stream().map(MessageId::value).toList())
            .mapTo(String.class)
            .list());
  }

  private static Map<ChatId, Long> newestStored(
      Handle handle, SessionId session, List<ChatId> chats) {
    return handle
        .createQuery(
            """
            SELECT chat_id, max(wa_timestamp) AS newest FROM message
            WHERE session_id = :session AND chat_id IN (<chats>) GROUP BY chat_id
            """)
        .bind("session", session.value())
        .bindList("chats", chats.stream().map(ChatId::value).toList())
        .map((row, _) -> Map.entry(new ChatId(row.getString("chat_id")), row.getLong("newest")))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
