package org.openwa.config;

import com.typesafe.config.Config;
import org.openwa.http.Deadlines;

/**
 * {@code openwa.http}.
 *
 * @param port 0 for any free one
 */
public record HttpSettings(String bind, int port, Deadlines deadlines) {

  static HttpSettings from(Config config) {
    return new HttpSettings(
        config.getString("bind"),
        Ports.read(config, "port"),
        new Deadlines(
            config.getDuration("answer-deadline"),
            config.getDuration("body-deadline"),
            config.getDuration("statistics-deadline"),
            config.getDuration("drain-deadline"),
            config.getDuration("upload-deadline")));
  }
}
