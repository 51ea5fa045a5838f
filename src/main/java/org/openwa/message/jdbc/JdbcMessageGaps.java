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
import org.openwa.model.SessionId;

/** Gaps in table {@code message}, remembered in {@code message_gap}. */
public final class JdbcMessageGaps implements MessageGaps {

  /** In the place of a chat: all of them. */
  private static final String ALL = "*";

  private final Database database;

  public JdbcMessageGaps(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<OptionalLong> begin(SessionId session, long epoch) {
    return database.inTransaction(handle -> {
      EpochFence.require(handle, session, epoch);
      Long doubtful = remembered(handle, session).get(ALL);
      if (doubtful != null) {
        return OptionalLong.of(doubtful);
      }
      handle.execute(
          """
          INSERT INTO message_gap (session_id, chat_id, since)
          SELECT ?, ?, COALESCE(max(wa_timestamp), 0) FROM message WHERE session_id = ?
          """,
          session.value(),
          ALL,
          session.value());
      return OptionalLong.empty();
    });
  }

  @Override
  public CompletionStage<OptionalLong> beginning(
      SessionId session, long epoch, String phone, long newest) {
    return database.inTransaction(handle -> {
      EpochFence.require(handle, session, epoch);
      OptionalLong mark = mark(handle, session, phone);
      if (mark.isEmpty()) {
        handle.execute("DELETE FROM history_mark WHERE session_id = ?", session.value());
        handle.execute("DELETE FROM message_gap WHERE session_id = ?", session.value());
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
      SessionId session,
      long epoch,
      Map<ChatId, Newest> newest,
      long beginning,
      OptionalLong doubtful) {
    if (newest.isEmpty()) {
      return CompletableFuture.completedStage(Map.of());
    }
    return database.inTransaction(handle -> {
      EpochFence.require(handle, session, epoch);
      Map<ChatId, Long> gaps = notStored(handle, session, newest, beginning);
      doubtful.ifPresent(since ->
          newest.forEach((chat, message) -> {
            if (message.waTimestamp() >= since) {
              gaps.merge(chat, Math.max(since, beginning + 1), Math::min);
            }
          }));
      Map<String, Long> before = remembered(handle, session);
      newest
          .keySet()
          .forEach(chat -> {
            Long since = before.get(chat.value());
            if (since != null) {
              gaps.merge(chat, since, Math::min);
            }
          });
      gaps.forEach((chat, since) -> remember(handle, session, chat, since));
      return gaps;
    });
  }

  private static Map<ChatId, Long> notStored(
      Handle handle, SessionId session, Map<ChatId, Newest> newest, long beginning) {
    Set<String> stored = stored(handle, session, newest);
    Map<ChatId, Long> gaps = new HashMap<>();
    newest.forEach((chat, message) -> {
      if (!stored.contains(message.id().value())) {
        gaps.put(chat, beginning + 1);
      }
    });
    if (!gaps.isEmpty()) {
      gaps.putAll(newestStored(handle, session, List.copyOf(gaps.keySet())));
    }
    return gaps;
  }

  private static Set<String> stored(Handle handle, SessionId session, Map<ChatId, Newest> newest) {
    return new HashSet<>(
        handle
            .createQuery("SELECT id FROM message WHERE session_id = :session AND id IN (<ids>)")
            .bind("session", session.value())
            .bindList("ids", newest.values().stream().map(each -> each.id().value()).toList())
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

  private static Map<String, Long> remembered(Handle handle, SessionId session) {
    return handle
        .createQuery("SELECT chat_id, since FROM message_gap WHERE session_id = :session")
        .bind("session", session.value())
        .map((row, _) -> Map.entry(row.getString("chat_id"), row.getLong("since")))
        .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static void remember(Handle handle, SessionId session, ChatId chat, long since) {
    forget(handle, session, chat.value());
    handle.execute(
        "INSERT INTO message_gap (session_id, chat_id, since) VALUES (?, ?, ?)",
        session.value(),
        chat.value(),
        since);
  }

  private static void forget(Handle handle, SessionId session, String chat) {
    handle.execute(
        "DELETE FROM message_gap WHERE session_id = ? AND chat_id = ?", session.value(), chat);
  }

  @Override
  public CompletionStage<Void> filled(SessionId session, long epoch, ChatId chat) {
    return forget(session, epoch, chat.value());
  }

  @Override
  public CompletionStage<Void> compared(SessionId session, long epoch) {
    return forget(session, epoch, ALL);
  }

  private CompletionStage<Void> forget(SessionId session, long epoch, String chat) {
    return database.execute(handle -> {
      EpochFence.require(handle, session, epoch);
      forget(handle, session, chat);
    });
  }
}
