package org.openwa.schedule.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.openwa.message.SendKey;
import org.openwa.model.SessionId;
import org.openwa.schedule.Booking;
import org.openwa.schedule.Bulk;
import org.openwa.schedule.Pace;
import org.openwa.schedule.PlanId;
import org.openwa.schedule.PlanStatus;

/** Rows of table {@code bulk}, with the counts of their items. */
final class BulkRows {

  private static final String SELECT =
      """
      SELECT p.*,
        (SELECT count(*) FROM bulk_item i WHERE i.bulk_id = p.id AND i.status = 'PENDING')
          AS pending_items,
        (SELECT count(*) FROM bulk_item i WHERE i.bulk_id = p.id AND i.status = 'SENDING')
          AS sending_items,
        (SELECT count(*) FROM bulk_item i WHERE i.bulk_id = p.id AND i.status = 'SENT') AS sent_items,
        (SELECT count(*) FROM bulk_item i WHERE i.bulk_id = p.id AND i.status = 'FAILED')
          AS failed_items,
        (SELECT count(*) FROM bulk_item i WHERE i.bulk_id = p.id AND i.status = 'UNKNOWN')
          AS unknown_items,
        (SELECT count(*) FROM bulk_item i WHERE i.bulk_id = p.id AND i.status = 'CANCELLED')
          AS cancelled_items
      FROM bulk p
      """;

  static final PlanListing<Bulk> LISTING =
      new PlanListing<>(
          SELECT,
          "bulk",
          "p.position < (SELECT c.position FROM bulk c WHERE c.id = :behind)",
          "p.position DESC",
          (row, _) -> read(row),
          Bulk::id);

  private BulkRows() {}

  /** False where the key stands for another one. */
  static boolean insert(Handle handle, Bulk bulk, Optional<SendKey> key) {
    return handle
            .createUpdate(
                """
                INSERT INTO bulk (id, session_id, delay_ms, jitter_ms, total, cancelled,
                  request_key, fingerprint, created_at)
                VALUES (:id, :session, :delay, :jitter, :total, FALSE, :key, :fingerprint, :created)
                ON CONFLICT DO NOTHING
                """)
            .bind("id", bulk.id().value())
            .bind("session", bulk.session().value())
            .bind("delay", bulk.pace().delay().toMillis())
            .bind("jitter", bulk.pace().jitter().toMillis())
            .bind("total", bulk.total())
            .bind("key", key.map(SendKey::value).orElse(null))
            .bind("fingerprint", key.map(SendKey::fingerprint).orElse(null))
            .bind("created", bulk.createdAt())
            .execute()
        == 1;
  }

  static Optional<Booking<Bulk>> earlier(Handle handle, SessionId session, SendKey key) {
    return handle
        .createQuery(SELECT + " WHERE p.session_id = :session AND p.request_key = :key")
        .bind("session", session.value())
        .bind("key", key.value())
        .map((row, _) ->
            new Booking<>(read(row), true, key.fingerprint().equals(row.getString("fingerprint"))))
        .findFirst();
  }

  static Optional<Bulk> find(Handle handle, SessionId session, PlanId id) {
    return handle
        .createQuery(SELECT + " WHERE p.session_id = :session AND p.id = :id")
        .bind("session", session.value())
        .bind("id", id.value())
        .map((row, _) -> read(row))
        .findFirst();
  }

  static Pace pace(ResultSet row) throws SQLException {
    return new Pace(
        Duration.ofMillis(row.getLong("delay_ms")), Duration.ofMillis(row.getLong("jitter_ms")));
  }

  private static Bulk read(ResultSet row) throws SQLException {
    Map<PlanStatus, Integer> counts = new EnumMap<>(PlanStatus.class);
    for (PlanStatus status : PlanStatus.values()) {
      counts.put(status, row.getInt(status.name().toLowerCase(Locale.ROOT) + "_items"));
    }
    return new Bulk(
        new PlanId(row.getString("id")),
        new SessionId(row.getString("session_id")),
        pace(row),
        row.getInt("total"),
        row.getBoolean("cancelled"),
        counts,
        row.getTimestamp("created_at").toInstant());
  }
}
