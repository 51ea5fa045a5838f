package org.openwa.message.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.openwa.message.MessageCursor;
import org.openwa.message.MessagePage;
import org.openwa.message.MessageQuery;
import org.openwa.message.StoredMessage;

/** One query over table {@code message}, as SQL. */
final class MessageListing {

  private final MessageQuery query;
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();

  MessageListing(MessageQuery query) {
    this.query = query;
    condition("session_id = :session", "session", query.session().value());
    query.chat().ifPresent(chat -> condition("chat_id = :chat", "chat", chat.value()));
    query.fromMe().ifPresent(fromMe -> condition("from_me = :fromMe", "fromMe", fromMe));
    query.type().ifPresent(type -> condition("type = :type", "type", type));
    query.status().ifPresent(status -> condition("status = :status", "status", status.name()));
    query
        .after()
        .ifPresent(after -> condition("wa_timestamp >= :after", "after", after.getEpochSecond()));
    query
        .before()
        .ifPresent(
            before -> condition("wa_timestamp < :before", "before", before.getEpochSecond()));
  }

  private void condition(String sql, String name, Object value) {
    conditions.add(sql);
    values.put(name, value);
  }

  MessagePage page(Handle handle) {
    long total =
        handle
            .createQuery("SELECT count(*) FROM message WHERE " + String.join(" AND ", conditions))
            .bindMap(values)
            .mapTo(Long.class)
            .one();
    query
        .cursor()
        .ifPresent(cursor -> {
          condition(
              "(wa_timestamp < :cursorTime"
                  + " OR (wa_timestamp = :cursorTime AND position < :cursorPosition))",
              "cursorTime",
              cursor.waTimestamp());
          values.put("cursorPosition", cursor.position());
        });
    List<Row> rows =
        handle
            .createQuery(
                "SELECT * FROM message WHERE "
                    + String.join(" AND ", conditions)
                    + " ORDER BY wa_timestamp DESC, position DESC LIMIT :limit")
            .bindMap(values)
            .bind("limit", query.limit() + 1)
            .map((row, context) -> new Row(row.getLong("position"), MessageRows.read(row, context)))
            .list();
    List<Row> shown = rows.subList(0, Math.min(rows.size(), query.limit()));
    return new MessagePage(
        shown.stream().map(Row::message).toList(),
        total,
        rows.size() > query.limit() ? Optional.of(shown.getLast().cursor()) : Optional.empty());
  }

  private record Row(long position, StoredMessage message) {

    MessageCursor cursor() {
      return new MessageCursor(message.waTimestamp(), position);
    }
  }
}
