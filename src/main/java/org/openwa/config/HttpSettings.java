package org.openwa.config;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * {@code openwa.http}.
 *
 * @param port 0 for any free one
 * @param drainTimeout what requests under way get at shutdown
 */
public record HttpSettings(String bind, int port, Duration drainTimeout) {

  static HttpSettings from(Config config) {
    return new HttpSettings(
        config.getString("bind"), Ports.read(config, "port"), config.getDuration("drain-timeout"));
  }
}
