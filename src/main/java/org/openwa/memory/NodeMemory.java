package org.openwa.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.openwa.model.CborSerializable;

/**
 * Memory of a node. What could not be read is null.
 *
 * @param address {@code host:port} in the cluster
 * @param limitBytes of the container, or of the machine
 * @param usedBytes of that, by whomever
 * @param browsers how many run
 * @param tookMillis how long it took to measure all this
 */
public record NodeMemory(
    String address,
    String node,
    Instant measuredAt,
    @Nullable Long limitBytes,
    @Nullable Long usedBytes,
    Jvm jvm,
    int browsers,
    long tookMillis)
    implements CborSerializable {

  /** The operators' runbook calls more than this high. */
  public static final double HIGH = 0.80;

  /**
   * Of the program itself.
   *
   * @param rssBytes of its process, the heap included
   */
  public record Jvm(
      long heapUsedBytes, long heapMaxBytes, long nonHeapBytes, @Nullable Long rssBytes) {

    static Jvm measure(OptionalLong rss) {
      MemoryMXBean bean = ManagementFactory.getMemoryMXBean();
      return new Jvm(
          bean.getHeapMemoryUsage().getUsed(),
          bean.getHeapMemoryUsage().getMax(),
          bean.getNonHeapMemoryUsage().getUsed(),
          rss.isPresent() ? Long.valueOf(rss.getAsLong()) : null);
    }
  }

  /** How much of the limit is used, 0 to 1; null where one of the two is. */
  public @Nullable Double usedRatio() {
    return limitBytes == null || usedBytes == null || limitBytes == 0
        ? null
        : Double.valueOf((double) usedBytes / limitBytes);
  }
}
