package org.openwa.lease.jdbc;

import java.util.concurrent.CompletionStage;
import org.openwa.database.Database;
import org.openwa.lease.Leases;
import org.openwa.model.SessionId;

/** Leases as rows of table {@code lease}. */
public final class JdbcLeases implements Leases {

  private final Database database;
  private final String node;

  /**
   * Acquires leases for one node.
   *
   * @param node its address, as shown to operators
   */
  public JdbcLeases(Database database, String node) {
    this.database = database;
    this.node = node;
  }

  @Override
  public CompletionStage<Long> acquire(SessionId session) {
    return database.inTransaction(handle -> {
      handle
          .createUpdate(
              """
              INSERT INTO lease (session_id, epoch, node, acquired_at)
              VALUES (:session, 0, :node, CURRENT_TIMESTAMP)
              ON CONFLICT DO NOTHING
              """)
          .bind("session", session.value())
          .bind("node", node)
          .execute();
      long epoch = EpochFence.lock(handle, session) + 1;
      handle
          .createUpdate(
              """
              UPDATE lease SET epoch = :epoch, node = :node, acquired_at = CURRENT_TIMESTAMP
              WHERE session_id = :session
              """)
          .bind("epoch", epoch)
          .bind("node", node)
          .bind("session", session.value())
          .execute();
      return epoch;
    });
  }
}
