package org.openwa.lease;

import java.util.Map;

/** The lease of one session, by a clock of its own, and until when nobody reaches it. */
final class SimulatedDatabase {

  private final SimulatedTime time;
  private ClaimRule.Row row = new ClaimRule.Row(null, null, null, null, null);
  private long epoch;
  private long backAt;

  SimulatedDatabase(SimulatedTime time) {
    this.time = time;
  }

  void goAway(long length) {
    backAt = time.now() + length;
  }

  boolean isAway() {
    return time.now() < backAt;
  }

  /** Answers the epoch that the owner has, if he has any. */
  long renew(Owner owner) {
    if (!owner.incarnation().equals(row.incarnation()) || row.expiresAt() == null) {
      return SimulatedCluster.NEVER;
    }
    row = rowOf(owner);
    return epoch;
  }

  Claim claim(Owner owner, boolean undoubted, boolean permitted) {
    LeaseTable.Claimant claimant =
        new LeaseTable.Claimant(owner, "cluster", Map.of(), undoubted, permitted);
    return ClaimRule.objection(row, claimant, time.instant())
        .orElseGet(() -> {
          row = rowOf(owner);
          return new Claim.Taken(++epoch);
        });
  }

  private ClaimRule.Row rowOf(Owner owner) {
    return new ClaimRule.Row(
        owner.incarnation(),
        owner.host(),
        "cluster",
        owner.node(),
        time.instant().plus(SimulatedCluster.SETTINGS.ttl()));
  }
}
