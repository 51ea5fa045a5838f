package org.openwa.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a machine has and what of it could be had now; of a container, what it may have.
 *
 * @param bytes in all
 * @param freeBytes without swapping
 */
public record MachineMemory(long bytes, long freeBytes) {

  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path CONTAINER = Path.of("/sys/fs/cgroup");

  /** Reads both, and takes the tighter one. Never fails: where nothing can be read, all is free. */
  public static MachineMemory measure() {
    return measure(MACHINE, CONTAINER);
  }

  /** Whether this was read, and not only supposed. */
  public boolean isKnown() {
    return bytes != Long.MAX_VALUE && freeBytes != Long.MAX_VALUE;
  }

  static MachineMemory measure(Path machine, Path container) {
    MachineMemory whole =
        new MachineMemory(
            kilobytes(machine, "MemTotal:").orElse(Long.MAX_VALUE),
            kilobytes(machine, "MemAvailable:").orElse(Long.MAX_VALUE));
    Optional<Long> limit = number(container.resolve("memory.max"));
    Optional<Long> used = number(container.resolve("memory.current"));
    if (limit.isEmpty() || used.isEmpty() || limit.get() >= whole.bytes) {
      return whole;
    }
    // The page cache of a container counts as used, and is given up when it is needed.
    long cache = field(container.resolve("memory.stat"), "inactive_file").orElse(0L);
    long free = Math.max(0, limit.get() - used.get() + cache);
    return new MachineMemory(limit.get(), Math.min(free, whole.freeBytes));
  }

  private static Optional<Long> kilobytes(Path file, String name) {
    return field(file, name).map(value -> value * 1024);
  }

  private static Optional<Long> field(Path file, String name) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.trim().split("\\s+"))
          .filter(words -> words.length >= 2 && words[0].equals(name))
          .map(words -> Long.parseLong(words[1]))
          .findFirst();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Empty where there is no limit, too: the file then says {@code max}. */
  private static Optional<Long> number(Path file) {
    try {
      return Optional.of(Long.parseLong(Files.readString(file).trim()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
