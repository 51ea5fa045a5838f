package org.openwa.lease;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.openwa.model.SessionId;

/** The rows that say who owns what. Times are of the database's clock alone. */
public interface LeaseTable {

  /**
   * Who asks for a session.
   *
   * @param cluster the cluster that the owner belongs to
   * @param hosts of all nodes of that cluster, each with its present incarnation: every earlier one
   *     has ended, with all its browsers
   * @param resumes whether a lease that is the owner's already may be taken again at once
   * @param permitted whether the other nodes agree to take over what an owner did not renew
   */
  record Claimant(
      Owner owner, String cluster, Map<String, String> hosts, boolean resumes, boolean permitted) {}

  /** Takes the lease where {@link ClaimRule} lets it. */
  CompletionStage<Claim> claim(SessionId session, Claimant claimant);

  /**
   * Renews, in one statement, those of these leases that are still the owner's, expired or not.
   *
   * @return the epoch of each that was renewed
   */
  CompletionStage<Map<SessionId, Long>> renew(Owner owner, Collection<SessionId> sessions);

  /**
   * Who owns a session, or had it last.
   *
   * @param expiresAt by the database's clock; null where it was given back
   */
  record Entry(SessionId session, String node, long epoch, @Nullable Instant expiresAt) {}

  /**
   * Some leases and how many there are.
   *
   * @param entries in the order of their sessions
   */
  record Listing(List<Entry> entries, long total) {}

  /** Of every session that has a browser, or had one; the first so many of them. */
  CompletionStage<Listing> list(int limit);

  /** Gives a lease back, where the owner still has it under this epoch. */
  CompletionStage<Void> release(Owner owner, SessionId session, long epoch);
}
