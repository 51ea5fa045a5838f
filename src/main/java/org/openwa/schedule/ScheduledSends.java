package org.openwa.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.openwa.message.SendKey;
import org.openwa.model.SessionId;

/** Keeps messages with a time of their own. A completed stage means durable. */
public interface ScheduledSends {

  /** Adds one, unless the key stands for one already. */
  CompletionStage<Booking<PlannedSend>> add(PlannedSend send, Optional<SendKey> key);

  CompletionStage<Optional<PlannedSend>> find(SessionId session, PlanId id);

  /** Those of a session, the next one first. */
  CompletionStage<List<PlannedSend>> list(
      SessionId session, Optional<PlanStatus> status, int limit);

  /** Final: what was cancelled is never sent, and what is being sent cannot be cancelled. */
  CompletionStage<Cancelling<PlannedSend>> cancel(SessionId session, PlanId id);

  /**
   * Takes what is due, and what a node took that died since. Nobody else is given it as long as the
   * claim holds.
   */
  CompletionStage<List<PlannedSend>> claim(int limit, Duration claimFor);

  /** Writes what came of an attempt; changes nothing that has an outcome already. */
  CompletionStage<Void> settle(PlannedSend send, Verdict verdict, Duration again);
}
