package org.openwa.lease;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * The kernel's clock: nanoseconds since boot, in steps of ten milliseconds. Unlike {@link
 * System#nanoTime} it goes on while the machine sleeps, and every process of the machine reads the
 * same, a shell script too.
 */
public final class Uptime implements LongSupplier {

  private static final Path SOURCE = Path.of("/proc/uptime");
  private static final long NANOS_PER_UNIT = 10_000_000;

  @Override
  public long getAsLong() {
    try {
      String text = Files.readString(SOURCE);
      return Long.parseLong(text.substring(0, text.indexOf(' ')).replace(".", "")) * NANOS_PER_UNIT;
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel's clock cannot be read", e);
    }
  }
}
