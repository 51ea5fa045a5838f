package org.openwa.http;

import com.typesafe.config.Config;

/** {@code openwa.http} of cluster.conf. */
public record HttpSettings(String bind, int port, Deadlines deadlines) {

  public HttpSettings {
    if (bind.isBlank()) {
      throw new IllegalArgumentException("openwa.http.bind must not be empty");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("openwa.http.port must be a port number");
    }
  }

  public static HttpSettings from(Config config) {
    Deadlines deadlines =
        new Deadlines(
            config.getDuration("answer-deadline"),
            config.getDuration("body-deadline"),
            config.getDuration("statistics-deadline"),
            config.getDuration("drain-deadline"));
    return new HttpSettings(config.getString("bind"), config.getInt("port"), deadlines);
  }
}
