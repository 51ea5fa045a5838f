package org.openwa.webhook.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.openwa.model.Total;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.DeliveryRecord;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.WebhookId;

/** Table {@code delivery}, read as a log. */
final class DeliveryLog {

  private DeliveryLog() {}

  /** Where rows have to be read for a total. */
  private static final int READING_BOUND = 1_000;

  static Deliveries.LogPage page(Handle handle, Deliveries.LogQuery query) {
    List<DeliveryRecord> lines = lines(handle, query);
    boolean isLast = lines.size() <= query.limit();
    List<DeliveryRecord> shown = isLast ? lines : lines.subList(0, query.limit());
    return new Deliveries.LogPage(
        shown,
        isLast && query.before().isEmpty() ? new Total(lines.size(), true) : total(handle, query),
        isLast ? Optional.empty() : Optional.of(shown.getLast().id()));
  }

  /** One more than the page shows, which says whether there is another page. */
  private static List<DeliveryRecord> lines(Handle handle, Deliveries.LogQuery query) {
    StringBuilder sql = new StringBuilder("SELECT * FROM delivery WHERE ").append(indexed(query));
    query.event().ifPresent(_ -> sql.append(" AND kind = :event"));
    query.before().ifPresent(_ -> sql.append(" AND position < :before"));
    sql.append(" ORDER BY position DESC LIMIT :limit");
    Query statement =
        bind(handle.createQuery(sql.toString()), query).bind("limit", query.limit() + 1);
    query.event().ifPresent(event -> statement.bind("event", event));
    query.before().ifPresent(before -> statement.bind("before", before));
    return statement.map(DeliveryLog::read).list();
  }

  private static Total total(Handle handle, Deliveries.LogQuery query) {
    return query
        .event()
        .map(event -> amongNewest(handle, query, event))
        .orElseGet(() -> ofIndex(handle, query));
  }

  private static Total ofIndex(Handle handle, Deliveries.LogQuery query) {
    String sql =
        "SELECT count(*) FROM (SELECT 1 FROM delivery WHERE "
            + indexed(query)
            + " LIMIT :bound) AS found";
    return Total.upTo(
        bind(handle.createQuery(sql), query).bind("bound", Total.BOUND + 1).mapTo(Long.class).one(),
        Total.BOUND);
  }

  /** Reads no more lines than the bound, however few of them are of the event. */
  private static Total amongNewest(Handle handle, Deliveries.LogQuery query, String event) {
    String sql =
        "SELECT count(*) AS candidates, count(CASE WHEN kind = :event THEN 1 END) AS found"
            + " FROM (SELECT kind FROM delivery WHERE "
            + indexed(query)
            + " ORDER BY position DESC LIMIT :bound) AS newest";
    return bind(handle.createQuery(sql), query)
        .bind("event", event)
        .bind("bound", READING_BOUND + 1)
        .map((row, _) ->
            new Total(
                Math.min(row.getLong("found"), READING_BOUND),
                row.getLong("candidates") <= READING_BOUND))
        .one();
  }

  private static String indexed(Deliveries.LogQuery query) {
    return "webhook_id = :webhook" + query.status().map(_ -> " AND status = :status").orElse("");
  }

  private static Query bind(Query statement, Deliveries.LogQuery query) {
    statement.bind("webhook", query.webhook().value());
    query.status().ifPresent(status -> statement.bind("status", status.word()));
    return statement;
  }

  static boolean contains(Handle handle, WebhookId webhook, long delivery) {
    return handle
        .createQuery("SELECT 1 FROM delivery WHERE webhook_id = :webhook AND position = :delivery")
        .bind("webhook", webhook.value())
        .bind("delivery", delivery)
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  private static DeliveryRecord read(ResultSet row, StatementContext context) throws SQLException {
    return new DeliveryRecord(
        row.getLong("position"),
        new WebhookId(row.getString("webhook_id")),
        row.getString("event_id"),
        row.getString("kind"),
        DeliveryStatus.of(row.getString("status")).orElseThrow(),
        row.getObject("status_code", Integer.class),
        row.getObject("duration_ms", Long.class),
        row.getInt("attempt"),
        row.getString("error"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("next_attempt_at").toInstant());
  }
}
