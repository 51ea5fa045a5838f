package org.openwa.metrics;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import kamon.tag.TagSet;
import org.openwa.browser.BrowserLauncher;
import org.openwa.browser.FactSink;
import org.openwa.lease.LeaseTable;
import org.openwa.session.Sessions;
import org.openwa.webhook.Outcome;
import org.openwa.webhook.WebhookSender;

/**
 * Wraps parts so that what they do is counted and timed. Switched off, it leaves them as they are.
 */
public final class Instruments {

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private final boolean on;
  private final Clock clock;

  public Instruments(boolean on, Clock clock) {
    this.on = on;
    this.clock = clock;
  }

  public BrowserLauncher launcher(BrowserLauncher launcher) {
    return on ? new MeasuredLauncher(launcher) : launcher;
  }

  public FactSink facts(FactSink facts) {
    return on ? new MeasuredFacts(facts, clock) : facts;
  }

  public LeaseTable leases(LeaseTable leases) {
    return on ? new MeasuredLeases(leases) : leases;
  }

  public Sessions sessions(Sessions sessions) {
    return on ? new MeasuredSessions(sessions) : sessions;
  }

  public WebhookSender sender(WebhookSender sender) {
    return on
        ? request ->
            Meters.timed(
                Meters.DELIVERY,
                sender.send(request),
                (outcome, _) -> outcome == null ? "failed" : word(outcome))
        : sender;
  }

  /** One request was answered. */
  public void answered(String method, String route, int status, Duration took) {
    if (on) {
      Meters.REQUEST
          .withTags(
              TagSet.builder()
                  .add("method", METHODS.contains(method) ? method : "other")
                  .add("route", route)
                  .add("status", status / 100 + "xx")
                  .build())
          .record(took);
    }
  }

  /** Few words, so that Prometheus keeps few series: {@code 2xx}, {@code 4xx}, {@code timeout}. */
  static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(var status, _, _) -> status / 100 + "xx";
      case Outcome.Failed(var failure, _) -> failure.name().toLowerCase(Locale.ROOT);
    };
  }
}
