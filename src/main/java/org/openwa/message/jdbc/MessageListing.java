package org.openwa.message.jdbc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.openwa.database.DatabaseSettings.Adapter;
import org.openwa.message.MessageCursor;
import org.openwa.message.MessagePage;
import org.openwa.message.MessageQuery;
import org.openwa.message.StoredMessage;

/** One page of a query over table {@code message}. */
final class MessageListing {

  private final MessageQuery query;
  private final MessageFilters filters;

  MessageListing(MessageQuery query, Adapter adapter) {
    this.query = query;
    this.filters = new MessageFilters(query, adapter);
  }

  MessagePage page(Handle handle) {
    List<Row> rows = rows(handle);
    List<Row> shown = rows.subList(0, Math.min(rows.size(), query.limit()));
    boolean isLast = rows.size() <= query.limit();
    boolean isAll = isLast && query.cursor().isEmpty();
    return new MessagePage(
        shown.stream().map(Row::message).toList(),
        isAll
            ? new MessagePage.Total(rows.size(), true)
            : new MessageTotal(query, filters).count(handle, rows.size()),
        isLast ? Optional.empty() : Optional.of(shown.getLast().cursor()));
  }

  /** One more than the page shows, which says whether there is another page. */
  private List<Row> rows(Handle handle) {
    Map<String, Object> values = new HashMap<>(filters.values());
    query
        .cursor()
        .ifPresent(cursor -> {
          values.put("cursorTime", cursor.waTimestamp());
          values.put("cursorPosition", cursor.position());
        });
    return handle
        .createQuery(
            "SELECT * FROM message WHERE "
                + filters.all()
                + query.cursor().map(_ -> BEHIND_CURSOR).orElse("")
                + " ORDER BY "
                + filters.order()
                + " LIMIT :limit")
        .bindMap(values)
        .bind("limit", query.limit() + 1)
        .setQueryTimeout(PATIENCE_SECONDS)
        .map((row, context) -> new Row(row.getLong("position"), MessageRows.read(row, context)))
        .list();
  }

  /** A rare word in a large H2 file must not keep connections for minutes. */
  private static final int PATIENCE_SECONDS = 20;

  /** The first half is for H2, which finds no range of an index in the second. */
  private static final String BEHIND_CURSOR =
      " AND wa_timestamp <= :cursorTime"
          + " AND (wa_timestamp, position) < (:cursorTime, :cursorPosition)";

  private record Row(long position, StoredMessage message) {

    MessageCursor cursor() {
      return new MessageCursor(message.waTimestamp(), position);
    }
  }
}
