package org.openwa.bench;

import java.util.Arrays;

/** Figures of a run, in milliseconds. */
record Percentiles(int count, double p50, double p99, double max) {

  static Percentiles ofMicros(long[] micros) {
    long[] sorted = micros.clone();
    Arrays.sort(sorted);
    return new Percentiles(sorted.length, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
  }

  private static double at(long[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.max(0, index)] / 1_000.0;
  }
}
