package org.openwa.memory;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * {@code openwa.memory}.
 *
 * @param interval how often a node measures, or less often: measuring takes a twentieth of a core
 *     at most
 * @param sessionLimitBytes a session that takes more is told of
 * @param recycle whether its browser is opened anew then
 * @param recycleEvery how often at most that of one session is
 */
public record MemorySettings(
    Duration interval, long sessionLimitBytes, boolean recycle, Duration recycleEvery) {

  private static final Duration SHORTEST = Duration.ofMillis(100);

  /**
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public MemorySettings {
    if (interval.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("openwa.memory.interval must be at least 100ms");
    }
    if (sessionLimitBytes < 1) {
      throw new IllegalArgumentException("openwa.memory.session-limit must be at least 1 byte");
    }
    if (recycleEvery.isNegative()) {
      throw new IllegalArgumentException("openwa.memory.recycle-every must not be negative");
    }
  }

  public static MemorySettings from(Config config) {
    return new MemorySettings(
        config.getDuration("interval"),
        config.getBytes("session-limit"),
        config.getBoolean("recycle"),
        config.getDuration("recycle-every"));
  }
}
