package org.openwa.lease;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * {@code openwa.lease}: how long a node owns a session without saying so again. Why the figures
 * must stand to each other as they are checked: docs/adr/0060-a-browser-has-a-lease.md.
 *
 * @param ttl from sending a renewal to the moment at which others may take the lease
 * @param parkFor the longest time for which browsers stay open while the database is away
 */
public record LeaseSettings(Duration ttl, Duration parkFor) {

  /** A guard needs less than this from its deadline to the death of its last process. */
  public static final Duration KILL_MARGIN = Duration.ofSeconds(1);

  /** A promise of a node, to one that parks or to one that takes over, holds so long. */
  public static final Duration PROMISE = Duration.ofSeconds(5);

  /** A lease of another cluster is nobody's so long after it ran out. */
  public static final Duration FOREIGN = Duration.ofMinutes(10);

  public LeaseSettings {
    if (parkFor.compareTo(FOREIGN.dividedBy(2)) > 0) {
      throw new IllegalArgumentException(
          "openwa.lease.park-for (OPENWA_LEASE_PARK_FOR) must be at most "
              + FOREIGN.dividedBy(2).toMinutes()
              + "m: another cluster takes over after "
              + FOREIGN.toMinutes()
              + "m");
    }
  }

  /** Reads the block. */
  public static LeaseSettings from(Config config) {
    return new LeaseSettings(config.getDuration("ttl"), config.getDuration("park-for"));
  }

  /** How often all leases of a node are renewed. */
  public Duration interval() {
    return ttl.dividedBy(4);
  }

  /** From sending a renewal to the moment at which the browser must be told to die. */
  public Duration use() {
    return ttl.minus(KILL_MARGIN);
  }

  /**
   * Checks that a guard which was fed right before one renewal is not dead before the next one is
   * answered, and that it is dead before anybody else may take the lease.
   *
   * @throws IllegalArgumentException naming the settings
   */
  public LeaseSettings requireLongerThan(Duration guardPatience) {
    if (use().minus(interval()).compareTo(guardPatience) < 0) {
      throw new IllegalArgumentException(
          "openwa.lease.ttl (OPENWA_LEASE_TTL) is too short: three quarters of it must be at least"
              + " openwa.browser.guard-patience (OPENWA_GUARD_PATIENCE) and "
              + KILL_MARGIN.toSeconds()
              + "s more");
    }
    return this;
  }
}
