package org.openwa.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's clock that no one can set: milliseconds since boot, to ten of them. */
final class Uptime {

  private static final Path FILE = Path.of("/proc/uptime");

  private Uptime() {}

  static long now() {
    try {
      String text = Files.readString(FILE);
      String seconds = text.substring(0, text.indexOf(' '));
      return Math.round(Double.parseDouble(seconds) * 1000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
