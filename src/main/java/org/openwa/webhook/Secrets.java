package org.openwa.webhook;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook's deliveries are signed with. While a secret is being rotated the former one signs
 * too, so that a receiver can change at leisure.
 *
 * @param current with the prefix {@code whsec_}, base64; or any text that the customer chose
 * @param former null where there is none
 * @param formerUntil when the former one stops signing
 */
public record Secrets(String current, @Nullable String former, @Nullable Instant formerUntil) {

  static final String PREFIX = "whsec_";

  /** How long both secrets sign after a rotation. */
  public static final Duration OVERLAP = Duration.ofHours(24);

  private static final int BYTES = 32;

  /** The secret that a customer chose. */
  public static Secrets of(String secret) {
    return new Secrets(secret, null, null);
  }

  /** A secret that nobody can guess. */
  public static Secrets random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return of(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  /** A new secret; the present one goes on signing for a while. */
  public Secrets rotate(SecureRandom random, Instant now) {
    return new Secrets(random(random).current(), current, now.plus(OVERLAP));
  }

  /** Those that sign at this moment, the newest first. */
  List<String> at(Instant now) {
    return former != null && formerUntil != null && now.isBefore(formerUntil)
        ? List.of(current, former)
        : List.of(current);
  }

  @Override
  public String toString() {
    return "Secrets[...]";
  }
}
