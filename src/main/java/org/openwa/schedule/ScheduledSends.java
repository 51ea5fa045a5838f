package org.openwa.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.openwa.message.SendKey;
import org.openwa.model.SessionId;

/** Keeps messages with a time of their own. A completed stage means durable. */
public interface ScheduledSends {

  /** Adds one, unless the key stands for something already. */
  CompletionStage<Booking<PlannedSend>> add(PlannedSend send, Optional<SendKey> key);

  CompletionStage<Optional<PlannedSend>> find(SessionId session, PlanId id);

  /** The next one first. */
  CompletionStage<PlanPage<PlannedSend>> list(PlanQuery query);

  /** Whether a key of a caller stands for a scheduled message or for a bulk. */
  CompletionStage<Boolean> knowsKey(SessionId session, SendKey key);

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
