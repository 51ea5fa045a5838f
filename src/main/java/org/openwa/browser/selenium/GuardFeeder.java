package org.openwa.browser.selenium;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.openwa.model.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds all guards from one thread that does nothing else, so that what keeps a browser alive is
 * never late because of other work.
 */
final class GuardFeeder {

  private static final Logger LOG = LoggerFactory.getLogger(GuardFeeder.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Map<Guard, SessionId> guards = new ConcurrentHashMap<>();
  private final Predicate<SessionId> mayLive;

  GuardFeeder(Duration patience, Predicate<SessionId> mayLive) {
    this.mayLive = mayLive;
    ThreadFactory daemon = Thread.ofPlatform().daemon().name("guard-feeder").factory();
    long interval = Math.min(INTERVAL.toMillis(), patience.toMillis() / 4);
    var _ =
        Executors.newSingleThreadScheduledExecutor(daemon)
            .scheduleAtFixedRate(this::feedAll, interval, interval, TimeUnit.MILLISECONDS);
  }

  /** Feeds this guard from now on, until it ends, while its session may live. */
  void feed(SessionId session, Guard guard) {
    guards.put(guard, session);
    var _ = guard.gone().whenComplete((_, _) -> guards.remove(guard));
  }

  private void feedAll() {
    guards.forEach((guard, session) -> {
      try {
        if (mayLive.test(session)) {
          guard.feed();
        }
      } catch (RuntimeException e) {
        // Otherwise the schedule would end, and with it every browser of this node.
        LOG.error("cannot tell whether the browser of {} may live", session, e);
      }
    });
  }
}
