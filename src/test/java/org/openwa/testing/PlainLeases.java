package org.openwa.testing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.openwa.database.Database;
import org.openwa.lease.Claim;
import org.openwa.lease.Grant;
import org.openwa.lease.LeaseTable;
import org.openwa.lease.Leases;
import org.openwa.lease.Owner;
import org.openwa.lease.jdbc.JdbcLeaseTable;
import org.openwa.model.SessionId;

/** Leases of a node that has no cluster around it and renews nothing: its test does not last. */
public final class PlainLeases implements Leases {

  private static final Duration TTL = Duration.ofMinutes(5);

  private final LeaseTable table;
  private final Owner owner;
  private final Map<SessionId, Long> held = new ConcurrentHashMap<>();
  private volatile boolean parked;

  public PlainLeases(Database database, String node) {
    this.table = new JdbcLeaseTable(database, TTL);
    this.owner = new Owner("run-of-" + node, node, node);
  }

  public String incarnation() {
    return owner.incarnation();
  }

  /** From now on the database is said to be away. */
  public void park() {
    parked = true;
  }

  @Override
  public CompletionStage<Grant> acquire(SessionId session) {
    return table
        .claim(session, new LeaseTable.Claimant(owner, "test", Map.of(), true, true))
        .thenApply(claim ->
            switch (claim) {
              case Claim.Taken(var epoch) -> {
                held.put(session, epoch);
                yield new Grant.Granted(epoch);
              }
              case Claim.Refused(var reason, var retryAfter) ->
                  new Grant.Refused(reason, retryAfter);
              case Claim.NeedsPermission(var node) ->
                  new Grant.Refused(node, Duration.ofMillis(500));
            });
  }

  /** For tests that know that nobody else has the session. */
  public CompletionStage<Long> epoch(SessionId session) {
    return acquire(session).thenApply(grant -> ((Grant.Granted) grant).epoch());
  }

  @Override
  public CompletionStage<Void> release(SessionId session, long epoch) {
    held.remove(session, epoch);
    return table.release(owner, session, epoch);
  }

  @Override
  public Standing standing(SessionId session, long epoch) {
    if (!Long.valueOf(epoch).equals(held.get(session))) {
      return Standing.NONE;
    }
    return parked ? Standing.PARKED : Standing.HELD;
  }
}
