package org.openwa.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.openwa.browser.FactSink;
import org.openwa.browser.PageFact;
import org.openwa.model.SessionId;

/** Counts what pages tell, and times how it becomes durable. */
record MeasuredFacts(FactSink facts, Clock clock) implements FactSink {

  /** What is older was missed while nobody was there, which says nothing about how quick we are. */
  private static final Duration LIVE = Duration.ofMinutes(1);

  @Override
  public CompletionStage<Outcome> store(SessionId session, long epoch, List<PageFact> told) {
    return Meters.timed(
            Meters.STORE,
            facts.store(session, epoch, told),
            (outcome, _) -> outcome == null ? "failed" : outcome.name().toLowerCase(Locale.ROOT))
        .whenComplete((outcome, _) -> {
          if (outcome == Outcome.STORED) {
            Meters.FACTS.withoutTags().increment(told.size());
            told.forEach(this::received);
          }
        });
  }

  private void received(PageFact fact) {
    if (fact instanceof PageFact.MessageAdded added && !added.fromMe()) {
      Duration took = Duration.between(Instant.ofEpochSecond(added.waTimestamp()), clock.instant());
      if (!took.isNegative() && took.compareTo(LIVE) < 0) {
        Meters.RECEIVE.withoutTags().record(took);
      }
    }
  }
}
