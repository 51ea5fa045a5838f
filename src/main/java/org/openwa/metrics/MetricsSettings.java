package org.openwa.metrics;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * {@code openwa.metrics}.
 *
 * @param enabled whether anything is counted and the port is opened
 * @param port 0: any that is free
 * @param interval how often what is served is brought up to date
 */
public record MetricsSettings(boolean enabled, String bind, int port, Duration interval) {

  /**
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public MetricsSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("openwa.metrics.port must be 0 to 65535");
    }
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("openwa.metrics.interval must be at least 1s");
    }
  }

  public static MetricsSettings from(Config config) {
    return new MetricsSettings(
        config.getBoolean("enabled"),
        config.getString("bind"),
        config.getInt("port"),
        config.getDuration("interval"));
  }
}
