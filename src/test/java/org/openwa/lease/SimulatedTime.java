package org.openwa.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A time that jumps from one step to the next, and the chance that says how far. */
final class SimulatedTime {

  private record Step(long time, long order, Runnable work) implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
      return time == other.time ? Long.compare(order, other.order) : Long.compare(time, other.time);
    }
  }

  private final Random random;
  private final PriorityQueue<Step> steps = new PriorityQueue<>();
  private long now;
  private long order;

  SimulatedTime(long seed) {
    this.random = new Random(seed);
  }

  /** Lets so much time go by, and has a look after every step. */
  void run(Duration duration, Runnable look) {
    long end = duration.toNanos();
    while (now < end) {
      Step step = steps.remove();
      now = step.time();
      step.work().run();
      look.run();
    }
  }

  long now() {
    return now;
  }

  Instant instant() {
    return Instant.EPOCH.plusNanos(now);
  }

  void after(long delay, Runnable work) {
    steps.add(new Step(now + delay, order++, work));
  }

  /** At least one millisecond. */
  long millis(int most) {
    return TimeUnit.MILLISECONDS.toNanos(random.nextInt(most) + 1);
  }

  /** Quick mostly, and now and then for ages. */
  long latency() {
    return onceIn(20) ? millis(6_000) : millis(40);
  }

  boolean onceIn(int times) {
    return random.nextInt(times) == 0;
  }

  int oneOf(int count) {
    return random.nextInt(count);
  }
}
