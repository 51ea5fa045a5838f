package org.openwa.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What else this machine does: without it no figure means anything. */
final class Machine {

  private Machine() {}

  /** For example {@code load 3.1 of 2 cores}. */
  static String load() {
    return "load " + loadAverage() + " of " + Runtime.getRuntime().availableProcessors() + " cores";
  }

  private static String loadAverage() {
    try {
      String averages = Files.readString(Path.of("/proc/loadavg"));
      return averages.substring(0, averages.indexOf(' '));
    } catch (IOException e) {
      return "unknown";
    }
  }
}
