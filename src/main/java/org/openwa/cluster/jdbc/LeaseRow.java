package org.openwa.cluster.jdbc;

import java.sql.DriverManager;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * One row of table {@code cluster_lease}. Each statement has a connection of its own, because it is
 * needed when connections have just broken, and for a minute at most.
 */
final class LeaseRow {

  private final Jdbi jdbi;
  private final String name;
  private final String owner;
  private final Duration lifetime;

  LeaseRow(DatabaseLeaseSettings settings) {
    this.jdbi =
        Jdbi.create(() -> DriverManager.getConnection(settings.url(), settings.connection()));
    this.name = settings.name();
    this.owner = settings.owner();
    this.lifetime = settings.lifetime();
  }

  /**
   * Takes the lease, or renews it.
   *
   * @return until when another owner has it; empty where it is ours now
   */
  Optional<OffsetDateTime> take() {
    return jdbi.withHandle(handle ->
        update(handle) || insert(handle) ? Optional.empty() : Optional.of(expiry(handle)));
  }

  private boolean update(Handle handle) {
    return handle
            .createUpdate(
                """
                UPDATE cluster_lease
                SET owner = :owner, expires_at = CURRENT_TIMESTAMP + :millis * INTERVAL '0.001' SECOND
                WHERE name = :name AND (owner = :owner OR expires_at < CURRENT_TIMESTAMP)
                """)
            .bind("owner", owner)
            .bind("millis", lifetime.toMillis())
            .bind("name", name)
            .execute()
        == 1;
  }

  private boolean insert(Handle handle) {
    return handle
            .createUpdate(
                """
                INSERT INTO cluster_lease (name, owner, expires_at)
                VALUES (:name, :owner, CURRENT_TIMESTAMP + :millis * INTERVAL '0.001' SECOND)
                ON CONFLICT DO NOTHING
                """)
            .bind("owner", owner)
            .bind("millis", lifetime.toMillis())
            .bind("name", name)
            .execute()
        == 1;
  }

  private OffsetDateTime expiry(Handle handle) {
    return handle
        .createQuery("SELECT expires_at FROM cluster_lease WHERE name = :name")
        .bind("name", name)
        .mapTo(OffsetDateTime.class)
        .one();
  }

  /** Lets it go, where it is ours. */
  void release() {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                UPDATE cluster_lease SET expires_at = CURRENT_TIMESTAMP
                WHERE name = :name AND owner = :owner
                """)
            .bind("name", name)
            .bind("owner", owner)
            .execute());
  }
}
