package org.openwa.bench;

import java.util.Arrays;

/** How long each of many calls took. */
final class Latencies {

  private final long[] sortedNanos;

  private Latencies(long[] sortedNanos) {
    this.sortedNanos = sortedNanos;
  }

  /** A call that is measured. */
  @FunctionalInterface
  interface Call {
    void run(int number) throws Exception;
  }

  /** One call after the other, the first ones unmeasured. */
  static Latencies of(int warmUps, int calls, Call call) throws Exception {
    long[] nanos = new long[calls];
    for (int i = -warmUps; i < calls; i++) {
      long began = System.nanoTime();
      call.run(i + warmUps);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - began;
      }
    }
    return ofNanos(nanos);
  }

  static Latencies ofNanos(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  double p50() {
    return millis(0.5);
  }

  double p99() {
    return millis(0.99);
  }

  private double millis(double quantile) {
    int index = (int) Math.ceil(quantile * sortedNanos.length) - 1;
    return sortedNanos[Math.max(0, index)] / 1e6;
  }
}
