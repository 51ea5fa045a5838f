package org.openwa.schedule;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * {@code openwa.schedule}.
 *
 * @param look how often a node looks for what is due
 * @param claim how long what a node has taken is nobody else's
 * @param again after which a send is tried again whose session was away
 * @param awayLimit how late a send may be whose session was away
 * @param outcomePatience how long the outcome of a send may stay open
 * @param recipientLimit so many messages of bulks for each recipient in 24 hours
 */
public record ScheduleSettings(
    Duration look,
    Duration claim,
    Duration again,
    Duration awayLimit,
    Duration outcomePatience,
    int recipientLimit) {

  /** Keys of sends are forgotten after 24 hours; long before, everything has to be decided. */
  private static final Duration LONGEST = Duration.ofHours(12);

  /**
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public ScheduleSettings {
    if (look.compareTo(Duration.ofMillis(50)) < 0) {
      throw new IllegalArgumentException("openwa.schedule.look must be at least 50ms");
    }
    if (claim.compareTo(Duration.ofSeconds(1)) < 0 || claim.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("openwa.schedule.claim must be 1s to 12h");
    }
    if (awayLimit.compareTo(LONGEST) > 0 || outcomePatience.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "openwa.schedule.away-limit and outcome-patience must be at most 12h");
    }
    if (recipientLimit < 1) {
      throw new IllegalArgumentException("openwa.schedule.recipient-limit must be at least 1");
    }
  }

  public static ScheduleSettings from(Config config) {
    return new ScheduleSettings(
        config.getDuration("look"),
        config.getDuration("claim"),
        config.getDuration("again"),
        config.getDuration("away-limit"),
        config.getDuration("outcome-patience"),
        config.getInt("recipient-limit"));
  }
}
