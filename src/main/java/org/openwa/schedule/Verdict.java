package org.openwa.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openwa.model.MessageId;

/**
 * What an attempt leaves in the row of a planned send. A row that stays SENDING is handed over
 * again, under the same key, when its claim has run out.
 *
 * @param away whether nothing was sent because the session could not
 */
public record Verdict(
    PlanStatus status, @Nullable MessageId message, @Nullable String reason, boolean away) {

  /**
   * Judges an attempt.
   *
   * @param triedAt when the send was handed over first
   * @param awaySince since when its session could have sent it
   */
  static Verdict of(
      Outcome outcome, Instant triedAt, Instant awaySince, Instant now, ScheduleSettings settings) {
    return switch (outcome) {
      case Outcome.Sent(var message) -> new Verdict(PlanStatus.SENT, message, null, false);
      case Outcome.Failed(var reason) -> new Verdict(PlanStatus.FAILED, null, reason, false);
      case Outcome.Away(var reason) when isOver(awaySince, settings.awayLimit(), now) ->
          new Verdict(PlanStatus.FAILED, null, reason, true);
      case Outcome.Away(var reason) -> new Verdict(PlanStatus.PENDING, null, reason, true);
      case Outcome.Unknown(var message) when isOver(triedAt, settings.outcomePatience(), now) ->
          new Verdict(PlanStatus.UNKNOWN, message, "OUTCOME_UNKNOWN", false);
      case Outcome.Unknown(var message) -> new Verdict(PlanStatus.SENDING, message, null, false);
      case Outcome.Lost _ -> new Verdict(PlanStatus.UNKNOWN, null, "OUTCOME_UNKNOWN", false);
      case Outcome.NoAnswer _ -> new Verdict(PlanStatus.SENDING, null, null, false);
    };
  }

  private static boolean isOver(Instant since, Duration limit, Instant now) {
    return Duration.between(since, now).compareTo(limit) >= 0;
  }
}
