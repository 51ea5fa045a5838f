package org.openwa.metrics;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.openwa.lease.Claim;
import org.openwa.lease.LeaseTable;
import org.openwa.lease.Owner;
import org.openwa.model.SessionId;

/** Times renewals and counts claims. */
record MeasuredLeases(LeaseTable leases) implements LeaseTable {

  @Override
  public CompletionStage<Claim> claim(SessionId session, Claimant claimant) {
    return leases
        .claim(session, claimant)
        .whenComplete((claim, failure) -> Meters.count(Meters.CLAIMS, word(claim, failure), 1));
  }

  private static String word(Claim claim, Throwable failure) {
    if (failure != null) {
      return "failed";
    }
    return switch (claim) {
      case Claim.Taken _ -> "taken";
      case Claim.Refused _ -> "refused";
      case Claim.NeedsPermission _ -> "needs_permission";
    };
  }

  @Override
  public CompletionStage<Map<SessionId, Long>> renew(Owner owner, Collection<SessionId> sessions) {
    return Meters.timed(
            Meters.RENEWAL,
            leases.renew(owner, sessions),
            (_, failure) -> failure == null ? "ok" : "failed")
        .whenComplete((renewed, _) -> {
          if (renewed != null) {
            Meters.LEASES_LOST.withoutTags().increment(sessions.size() - renewed.size());
          }
        });
  }

  @Override
  public CompletionStage<Void> release(Owner owner, SessionId session, long epoch) {
    return leases.release(owner, session, epoch);
  }

  @Override
  public CompletionStage<Listing> list(int limit) {
    return leases.list(limit);
  }
}
