package org.openwa.webhook.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.DeliveryRecord;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.WebhookId;

/** Table {@code delivery}, read as a log. */
final class DeliveryLog {

  private DeliveryLog() {}

  static List<DeliveryRecord> list(Handle handle, Deliveries.LogQuery query) {
    StringBuilder sql = new StringBuilder("SELECT * FROM delivery WHERE webhook_id = :webhook");
    query.status().ifPresent(_ -> sql.append(" AND status = :status"));
    query.event().ifPresent(_ -> sql.append(" AND kind = :event"));
    query.before().ifPresent(_ -> sql.append(" AND position < :before"));
    sql.append(" ORDER BY position DESC LIMIT :limit");
    var statement =
        handle
            .createQuery(sql.toString())
            .bind("webhook", query.webhook().value())
            .bind("limit", query.limit());
    query.status().ifPresent(status -> statement.bind("status", status.word()));
    query.event().ifPresent(event -> statement.bind("event", event));
    query.before().ifPresent(before -> statement.bind("before", before));
    return statement.map(DeliveryLog::read).list();
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
