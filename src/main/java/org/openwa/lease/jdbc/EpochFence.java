package org.openwa.lease.jdbc;

import org.jdbi.v3.core.Handle;
import org.openwa.lease.StaleEpochException;
import org.openwa.model.SessionId;

/**
 * Keeps writes of a former owner out. The lease's row is locked until the end of the transaction,
 * so that no new owner can come between the check and the write.
 */
public final class EpochFence {

  private EpochFence() {}

  /**
   * Passes where the epoch is the newest of the session.
   *
   * @throws StaleEpochException where it is not; the transaction must be given up
   */
  public static void require(Handle handle, SessionId session, long epoch) {
    if (lock(handle, session) != epoch) {
      throw new StaleEpochException(session, epoch);
    }
  }

  /**
   * Passes where this node owns the session under whatever epoch, and where nobody does and the
   * epoch is not old. For what a session writes about itself with a browser or without one.
   *
   * @param epoch of the session's last browser on this node, 0 where it had none
   * @param incarnation of this node
   * @throws StaleEpochException where it does not; the transaction must be given up
   */
  public static void requireOwnOrUnowned(
      Handle handle, SessionId session, long epoch, String incarnation) {
    handle
        .createQuery(
            """
            SELECT epoch, incarnation, expires_at > CURRENT_TIMESTAMP AS owned
            FROM lease WHERE session_id = :session FOR UPDATE
            """)
        .bind("session", session.value())
        .map((row, _) ->
            row.getLong("epoch") == epoch
                || incarnation.equals(row.getString("incarnation"))
                || (epoch == 0 && !row.getBoolean("owned")))
        .findFirst()
        .filter(passes -> !passes)
        .ifPresent(_ -> {
          throw new StaleEpochException(session, epoch);
        });
  }

  /** The newest epoch; 0 where the session never had an owner. */
  static long lock(Handle handle, SessionId session) {
    return handle
        .createQuery("SELECT epoch FROM lease WHERE session_id = :session FOR UPDATE")
        .bind("session", session.value())
        .mapTo(Long.class)
        .findFirst()
        .orElse(0L);
  }
}
