package org.openwa.lease.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.openwa.database.Database;
import org.openwa.lease.Claim;
import org.openwa.lease.ClaimRule;
import org.openwa.lease.LeaseTable;
import org.openwa.lease.Owner;
import org.openwa.model.SessionId;

/** Leases as rows of table {@code lease}. */
public final class JdbcLeaseTable implements LeaseTable {

  private record Found(long epoch, ClaimRule.Row row, Instant now) {}

  private static final Claim BUSY =
      new Claim.Refused("its last owner still writes", Duration.ofMillis(100));

  private final Database database;
  private final Duration ttl;

  public JdbcLeaseTable(Database database, Duration ttl) {
    this.database = database;
    this.ttl = ttl;
  }

  @Override
  public CompletionStage<Claim> claim(SessionId session, Claimant claimant) {
    return database.inTransaction(handle -> {
      insert(handle, session, claimant.owner());
      return lock(handle, session)
          .map(found ->
              ClaimRule.objection(found.row(), claimant, found.now())
                  .orElseGet(() -> take(handle, session, claimant, found)))
          .orElse(BUSY);
    });
  }

  private static void insert(Handle handle, SessionId session, Owner owner) {
    handle
        .createUpdate(
            """
            INSERT INTO lease (session_id, epoch, node, acquired_at)
            VALUES (:session, 0, :node, CURRENT_TIMESTAMP)
            ON CONFLICT DO NOTHING
            """)
        .bind("session", session.value())
        .bind("node", owner.node())
        .execute();
  }

  /**
   * The row, and the time at which this transaction began. It is no later than now, so no lease
   * looks as if it had run out before it has. Nothing where somebody writes under this lease just
   * now: that may be a node that stands still, behind which no renewal shall wait.
   */
  private static Optional<Found> lock(Handle handle, SessionId session) {
    return handle
        .createQuery(
            """
            SELECT epoch, node, incarnation, host, cluster_id, expires_at,
              CURRENT_TIMESTAMP AS database_now
            FROM lease WHERE session_id = :session FOR UPDATE SKIP LOCKED
            """)
        .bind("session", session.value())
        .map(JdbcLeaseTable::read)
        .findFirst();
  }

  private static Found read(ResultSet row, StatementContext context) throws SQLException {
    return new Found(
        row.getLong("epoch"),
        new ClaimRule.Row(
            row.getString("incarnation"),
            row.getString("host"),
            row.getString("cluster_id"),
            row.getString("node"),
            instant(row, "expires_at")),
        row.getTimestamp("database_now").toInstant());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var timestamp = row.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }

  private Claim take(Handle handle, SessionId session, Claimant claimant, Found found) {
    long epoch = found.epoch() + 1;
    Owner owner = claimant.owner();
    handle
        .createUpdate(
            """
            UPDATE lease SET epoch = :epoch, node = :node, incarnation = :incarnation, host = :host,
              cluster_id = :cluster, acquired_at = :now, expires_at = :expiry
            WHERE session_id = :session
            """)
        .bind("epoch", epoch)
        .bind("node", owner.node())
        .bind("incarnation", owner.incarnation())
        .bind("host", owner.host())
        .bind("cluster", claimant.cluster())
        .bind("now", found.now())
        .bind("expiry", found.now().plus(ttl))
        .bind("session", session.value())
        .execute();
    return new Claim.Taken(epoch);
  }

  @Override
  public CompletionStage<Map<SessionId, Long>> renew(Owner owner, Collection<SessionId> sessions) {
    return database.inTransaction(handle -> {
      if (sessions.isEmpty()) {
        // Asked all the same: the answer says that the database is there.
        handle.select("SELECT 1").mapTo(Integer.class).one();
        return Map.of();
      }
      var ids = sessions.stream().map(SessionId::value).toList();
      handle
          .createUpdate(
              """
              UPDATE lease SET expires_at = CURRENT_TIMESTAMP + CAST(:millis AS INTEGER) * INTERVAL '0.001' SECOND
              WHERE incarnation = :incarnation AND expires_at IS NOT NULL
                AND session_id IN (<sessions>)
              """)
          .bind("millis", ttl.toMillis())
          .bind("incarnation", owner.incarnation())
          .bindList("sessions", ids)
          .execute();
      // What this sees was renewed above: those rows are locked until the transaction ends.
      return handle
          .createQuery(
              """
              SELECT session_id, epoch FROM lease
              WHERE incarnation = :incarnation AND expires_at IS NOT NULL
                AND session_id IN (<sessions>)
              """)
          .bind("incarnation", owner.incarnation())
          .bindList("sessions", ids)
          .map((row, _) ->
              Map.entry(new SessionId(row.getString("session_id")), row.getLong("epoch")))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    });
  }

  @Override
  public CompletionStage<Listing> list(int limit) {
    return database.inTransaction(handle ->
        new Listing(
            handle
                .createQuery(
                    """
                    SELECT session_id, node, epoch, expires_at FROM lease
                    WHERE epoch > 0 ORDER BY session_id LIMIT :limit
                    """)
                .bind("limit", limit)
                .map((row, _) ->
                    new Entry(
                        new SessionId(row.getString("session_id")),
                        row.getString("node"),
                        row.getLong("epoch"),
                        instant(row, "expires_at")))
                .list(),
            handle
                .createQuery("SELECT count(*) FROM lease WHERE epoch > 0")
                .mapTo(Long.class)
                .one()));
  }

  @Override
  public CompletionStage<Void> release(Owner owner, SessionId session, long epoch) {
    return database.execute(handle ->
        handle
            .createUpdate(
                """
                UPDATE lease SET expires_at = NULL
                WHERE session_id = :session AND incarnation = :incarnation AND epoch = :epoch
                """)
            .bind("session", session.value())
            .bind("incarnation", owner.incarnation())
            .bind("epoch", epoch)
            .execute());
  }
}
