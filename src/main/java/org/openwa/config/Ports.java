package org.openwa.config;

import com.typesafe.config.Config;

/** Reads TCP ports. */
final class Ports {

  private Ports() {}

  static int read(Config config, String path) {
    int port = config.getInt(path);
    if (port < 0 || port > 65_535) {
      throw new ConfigProblem(path + " must be 0 to 65535, not " + port);
    }
    return port;
  }
}
