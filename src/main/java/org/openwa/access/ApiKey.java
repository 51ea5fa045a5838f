package org.openwa.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A key that was minted, without what makes it one.
 *
 * @param createdBy the name of whoever made it
 * @param lastUsedAt to the minute
 */
public record ApiKey(
    String id,
    String name,
    Role role,
    Limits limits,
    Optional<Instant> expiresAt,
    Instant createdAt,
    String createdBy,
    Optional<Instant> lastUsedAt) {

  /** The most keys that there may be. */
  public static final int MAX = 1_000;

  Caller caller() {
    return new Caller(id, name, role, limits);
  }
}
