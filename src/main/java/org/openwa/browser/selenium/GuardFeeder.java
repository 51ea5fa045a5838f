package org.openwa.browser.selenium;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.openwa.browser.Lifetimes;
import org.openwa.model.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds all guards from one thread that does nothing else, so that what keeps a browser alive is
 * never late because of other work.
 *
 * <p>The food is a deadline on the kernel's clock: never later than the browser may live, and never
 * further away than the patience, so that the browser of a paused program is soon gone. This thread
 * may be stopped between any two of its steps and do the next one much later: the deadline stays
 * what it was.
 */
final class GuardFeeder {

  private static final Logger LOG = LoggerFactory.getLogger(GuardFeeder.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Map<Guard, SessionId> guards = new ConcurrentHashMap<>();
  private final long patience;
  private final LongSupplier uptime;
  private final Lifetimes lifetimes;

  /**
   * @param uptime the kernel's clock in nanoseconds, the one that guards read
   */
  GuardFeeder(Duration patience, LongSupplier uptime, Lifetimes lifetimes) {
    this.patience = patience.toNanos();
    this.uptime = uptime;
    this.lifetimes = lifetimes;
    ThreadFactory daemon = Thread.ofPlatform().daemon().name("guard-feeder").factory();
    long interval = Math.min(INTERVAL.toMillis(), patience.toMillis() / 4);
    var _ =
        Executors.newSingleThreadScheduledExecutor(daemon)
            .scheduleAtFixedRate(this::feedAll, interval, interval, TimeUnit.MILLISECONDS);
  }

  /** Until when a browser of the session may live without hearing from us again. */
  long deadline(SessionId session) {
    return Math.min(uptime.getAsLong() + patience, lifetimes.until(session));
  }

  /** Feeds this guard from now on, until it ends. */
  void feed(SessionId session, Guard guard) {
    guards.put(guard, session);
    var _ = guard.gone().whenComplete((_, _) -> guards.remove(guard));
  }

  private void feedAll() {
    guards.forEach((guard, session) -> {
      try {
        guard.feed(deadline(session));
      } catch (RuntimeException e) {
        // Otherwise the schedule would end, and with it every browser of this node.
        LOG.error("cannot tell whether the browser of {} may live", session, e);
      }
    });
  }
}
