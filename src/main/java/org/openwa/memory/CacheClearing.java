package org.openwa.memory;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Makes the browsers of this node, and this program, forget what can be had again. Blocks. */
final class CacheClearing {

  private static final int AT_ONCE = 4;
  private static final long PATIENCE_SECONDS = 10;

  private CacheClearing() {}

  static Freed clear(String node, List<Subject> subjects) {
    Semaphore places = new Semaphore(AT_ONCE);
    List<CompletableFuture<Long>> all = new ArrayList<>();
    for (Subject subject : subjects) {
      places.acquireUninterruptibly();
      all.add(clear(subject).whenComplete((_, _) -> places.release()));
    }
    long bytes = 0;
    int failed = 0;
    for (CompletableFuture<Long> each : all) {
      try {
        bytes += each.join();
      } catch (RuntimeException e) {
        failed++;
      }
    }
    return new Freed(node, all.size() - failed + 1, bytes + collectOwn(), failed);
  }

  private static CompletableFuture<Long> clear(Subject subject) {
    return subject
        .heap()
        .get()
        .thenCompose(
            before -> subject.clear().get().thenApply(after -> Math.max(0, before - after)))
        .toCompletableFuture()
        .copy()
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static long collectOwn() {
    long before = heapUsed();
    ManagementFactory.getMemoryMXBean().gc();
    return Math.max(0, before - heapUsed());
  }

  private static long heapUsed() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
