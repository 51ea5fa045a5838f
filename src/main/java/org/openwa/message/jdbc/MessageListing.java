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
import org.openwa.model.Total;

/** One page of a query over table {@code message}. */
final class MessageListing {

  private final MessageQuery query;
  private final MessageFilters filters;

  /** Whether each message has to be read to find a word. */
  private final boolean scans;

  MessageListing(MessageQuery query, Adapter adapter) {
    this.query = query;
    this.filters = new MessageFilters(query, adapter);
    this.scans = adapter == Adapter.H2 && query.text().isPresent();
  }

  MessagePage page(Handle handle) {
    Optional<MessageCursor> end = scans ? endOfScan(handle) : Optional.empty();
    List<Row> rows = rows(handle, end);
    List<Row> shown = rows.subList(0, Math.min(rows.size(), query.limit()));
    boolean isFull = rows.size() > query.limit();
    Optional<MessageCursor> next = isFull ? Optional.of(shown.getLast().cursor()) : end;
    boolean isAll = next.isEmpty() && query.cursor().isEmpty();
    return new MessagePage(
        shown.stream().map(Row::message).toList(),
        isAll
            ? new Total(rows.size(), true)
            : new MessageTotal(query, filters).count(handle, rows.size()),
        next);
  }

  /** So many messages are looked through for one page where no index knows the words. */
  static final int SCAN = 10_000;

  /** The last message that is looked at for this page; empty where there are not so many. */
  private Optional<MessageCursor> endOfScan(Handle handle) {
    return handle
        .createQuery(
            "SELECT wa_timestamp, position FROM message WHERE "
                + filters.indexed()
                + query.cursor().map(_ -> BEHIND_CURSOR).orElse("")
                + " ORDER BY "
                + filters.order()
                + " LIMIT 1 OFFSET :skipped")
        .bindMap(values())
        .bind("skipped", SCAN - 1)
        .map((row, _) -> new MessageCursor(row.getLong("wa_timestamp"), row.getLong("position")))
        .findFirst();
  }

  /** One more than the page shows, which says whether there is another page. */
  private List<Row> rows(Handle handle, Optional<MessageCursor> end) {
    Map<String, Object> values = values();
    end.ifPresent(last -> {
      values.put("endTime", last.waTimestamp());
      values.put("endPosition", last.position());
    });
    return handle
        .createQuery(
            "SELECT * FROM message WHERE "
                + filters.all()
                + query.cursor().map(_ -> BEHIND_CURSOR).orElse("")
                + end.map(_ -> NOT_BEHIND_END).orElse("")
                + " ORDER BY "
                + filters.order()
                + " LIMIT :limit")
        .bindMap(values)
        .bind("limit", query.limit() + 1)
        .setQueryTimeout(PATIENCE_SECONDS)
        .map((row, context) -> new Row(row.getLong("position"), MessageRows.read(row, context)))
        .list();
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>(filters.values());
    query
        .cursor()
        .ifPresent(cursor -> {
          values.put("cursorTime", cursor.waTimestamp());
          values.put("cursorPosition", cursor.position());
        });
    return values;
  }

  /** Filters that an index does not serve must not keep connections for minutes. */
  private static final int PATIENCE_SECONDS = 10;

  /** The first half is for H2, which finds no range of an index in the second. */
  private static final String BEHIND_CURSOR =
      " AND wa_timestamp <= :cursorTime"
          + " AND (wa_timestamp, position) < (:cursorTime, :cursorPosition)";

  private static final String NOT_BEHIND_END =
      " AND wa_timestamp >= :endTime" + " AND (wa_timestamp, position) >= (:endTime, :endPosition)";

  private record Row(long position, StoredMessage message) {

    MessageCursor cursor() {
      return new MessageCursor(message.waTimestamp(), position);
    }
  }
}
