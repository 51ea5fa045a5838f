package org.openwa.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openwa.lease.LeaseTable.Claimant;

/** Who may take a lease. Pure. */
public final class ClaimRule {

  private static final Duration SOON = Duration.ofMillis(500);
  private static final Duration LATER = Duration.ofSeconds(5);

  private ClaimRule() {}

  /**
   * A lease as the database has it.
   *
   * @param incarnation of its last owner; null, like the rest, where it never had one
   * @param expiresAt null where it was given back
   */
  public record Row(
      @Nullable String incarnation,
      @Nullable String host,
      @Nullable String cluster,
      @Nullable String node,
      @Nullable Instant expiresAt) {}

  /**
   * Why the claimant may not have the lease, or nothing where it may.
   *
   * @param now the database's time
   */
  public static Optional<Claim> objection(Row row, Claimant claimant, Instant now) {
    Instant expiry = row.expiresAt();
    boolean ours = claimant.owner().incarnation().equals(row.incarnation());
    if (expiry == null || (ours && claimant.resumes())) {
      return Optional.empty();
    }
    String node = String.valueOf(row.node());
    if (now.isBefore(expiry)) {
      return refused("node " + node + " has the session", Duration.between(now, expiry), SOON);
    }
    if (hasEnded(row, claimant)) {
      return Optional.empty();
    }
    Instant free = expiry.plus(LeaseSettings.FOREIGN);
    if (!claimant.cluster().equals(row.cluster()) && now.isBefore(free)) {
      return refused(
          "node "
              + node
              + " of another cluster on this database had the session; it can be taken at "
              + free,
          Duration.between(now, free),
          LATER);
    }
    return claimant.permitted() ? Optional.empty() : Optional.of(new Claim.NeedsPermission(node));
  }

  /** Its data directory is open in another run, which cannot be before the earlier one is gone. */
  private static boolean hasEnded(Row row, Claimant claimant) {
    String present = row.host() == null ? null : claimant.hosts().get(row.host());
    return present != null && !present.equals(row.incarnation());
  }

  private static Optional<Claim> refused(String reason, Duration left, Duration longest) {
    return Optional.of(new Claim.Refused(reason, left.compareTo(longest) < 0 ? left : longest));
  }
}
