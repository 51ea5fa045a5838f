package org.openwa.lease;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.openwa.lease.Leases.Standing;
import org.openwa.model.SessionId;

/**
 * The leases of this node, as far as it can be sure of them without the database. Any thread may
 * ask.
 *
 * <p>A lease is good for a time that counts from <em>sending</em> the statement that renewed it, on
 * the clock of this machine: the database counts from later, so the lease is still there when it is
 * no good here any more. Once that time was over, nothing makes it good again.
 */
public final class HeldLeases {

  /**
   * One lease.
   *
   * @param until the browser must be told to die by then
   * @param parkedSince when it was parked; {@link #NOT_PARKED} where it was renewed
   */
  private record Held(long epoch, long until, long parkedSince) {}

  private static final long NOT_PARKED = Long.MIN_VALUE;

  private final Map<SessionId, Held> held = new ConcurrentHashMap<>();
  private final LeaseSettings settings;
  private final LongSupplier uptime;

  /**
   * @param uptime the clock of this machine in nanoseconds, see {@link Uptime}
   */
  public HeldLeases(LeaseSettings settings, LongSupplier uptime) {
    this.settings = settings;
    this.uptime = uptime;
  }

  long now() {
    return uptime.getAsLong();
  }

  /** How long the browser of a session may live; in the past where the lease is not held. */
  public long until(SessionId session) {
    Held lease = held.get(session);
    return lease == null ? Long.MIN_VALUE : lease.until();
  }

  /** The epoch of a lease; 0 where it is not held. */
  public long epoch(SessionId session) {
    Held lease = held.get(session);
    return lease == null ? 0 : lease.epoch();
  }

  Standing standing(SessionId session, long epoch) {
    Held lease = held.get(session);
    if (lease == null || lease.epoch() != epoch || lease.until() <= now()) {
      return Standing.NONE;
    }
    return lease.parkedSince() == NOT_PARKED ? Standing.HELD : Standing.PARKED;
  }

  /** Every lease with its epoch. */
  Map<SessionId, Long> epochs() {
    Map<SessionId, Long> epochs = new HashMap<>();
    held.forEach((session, lease) -> epochs.put(session, lease.epoch()));
    return epochs;
  }

  /**
   * The database granted what was asked for at this moment.
   *
   * @return false where the answer came so late that it is worth nothing
   */
  boolean granted(SessionId session, long epoch, long sent) {
    Held lease = new Held(epoch, sent + settings.use().toNanos(), NOT_PARKED);
    if (lease.until() <= now()) {
      return false;
    }
    held.put(session, lease);
    return true;
  }

  /** The database renewed a lease; {@code sent} is when it was asked to. */
  void renewed(SessionId session, long epoch, long sent) {
    long until = sent + settings.use().toNanos();
    long now = now();
    held.computeIfPresent(
        session,
        (_, lease) ->
            lease.epoch() == epoch && lease.until() > now
                ? new Held(epoch, Math.max(until, lease.until()), NOT_PARKED)
                : lease);
  }

  /**
   * Most nodes agreed to do without the database. What is parked already stays so for a limited
   * time only; what is over is over.
   *
   * @param until what they promised holds so long
   */
  void park(long until) {
    long now = now();
    held.replaceAll((_, lease) -> {
      if (lease.until() <= now) {
        return lease;
      }
      long since = lease.parkedSince() == NOT_PARKED ? now : lease.parkedSince();
      long end = Math.min(until, since + settings.parkFor().toNanos());
      return new Held(lease.epoch(), Math.max(lease.until(), end), since);
    });
  }

  /** Forgets a lease, which was given back or taken away. */
  boolean drop(SessionId session, long epoch) {
    Held lease = held.get(session);
    return lease != null && lease.epoch() == epoch && held.remove(session, lease);
  }

  /** Forgets the leases whose time is over, and answers them with their epochs. */
  Map<SessionId, Long> dropExpired() {
    Map<SessionId, Long> expired = new HashMap<>();
    long now = now();
    held.forEach((session, lease) -> {
      if (lease.until() <= now && held.remove(session, lease)) {
        expired.put(session, lease.epoch());
      }
    });
    return expired;
  }
}
