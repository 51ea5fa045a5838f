package org.openwa.metrics.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.openwa.database.Database;
import org.openwa.metrics.Stored;

/** Asks the tables, each question answered from an index or from few rows. */
public final class JdbcStored implements Stored {

  /** Counting more would cost more than the exact number is worth. */
  private static final int MOST = 100_000;

  private final Database database;

  public JdbcStored(Database database) {
    this.database = database;
  }

  private record Waiting(long count, Optional<Double> oldestSeconds) {}

  private record Saved(long sessions, long bytes) {}

  @Override
  public CompletionStage<Figures> look() {
    return database.inTransaction(handle -> {
      Waiting waiting = waiting(handle);
      Saved saved = saved(handle);
      return new Figures(
          byStatus(handle),
          nodes(handle),
          waiting.count(),
          waiting.oldestSeconds(),
          saved.sessions(),
          saved.bytes());
    });
  }

  private static Map<String, Long> byStatus(Handle handle) {
    return handle
        .createQuery("SELECT status, count(*) AS number FROM session GROUP BY status")
        .map((row, _) -> Map.entry(row.getString("status"), row.getLong("number")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<String, String> nodes(Handle handle) {
    return handle
        .createQuery("SELECT id, node FROM session WHERE node IS NOT NULL")
        .map((row, _) -> Map.entry(row.getString("id"), row.getString("node")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Waiting waiting(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT count(*) AS number, min(created_at) AS oldest, CURRENT_TIMESTAMP AS database_now
            FROM (SELECT created_at FROM delivery
                  WHERE status IN ('pending', 'failed') AND webhook_id IN (SELECT id FROM webhook)
                  LIMIT :most) AS waiting
            """)
        .bind("most", MOST)
        .map((row, _) -> waiting(row))
        .one();
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    Timestamp oldest = row.getTimestamp("oldest");
    Instant now = row.getTimestamp("database_now").toInstant();
    return new Waiting(
        row.getLong("number"),
        Optional.ofNullable(oldest).map(since -> seconds(since.toInstant(), now)));
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis()) / 1000.0;
  }

  private static Saved saved(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT count(*) AS sessions, coalesce(sum(bytes), 0) AS bytes
            FROM profile_version newest
            WHERE retired_at IS NULL AND version = (
              SELECT max(version) FROM profile_version
              WHERE session_id = newest.session_id AND retired_at IS NULL)
            """)
        .map((row, _) -> new Saved(row.getLong("sessions"), row.getLong("bytes")))
        .one();
  }
}
