package org.openwa.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.openwa.message.SendKey;
import org.openwa.model.SessionId;

/**
 * Keeps bulks. Those of one session take turns item by item in the order in which they came, never
 * two at once. A completed stage means durable.
 */
public interface Bulks {

  /** One item to send, and how fast to go on after it. */
  record Turn(PlannedSend item, Pace pace, Instant awaySince, long sentToChatToday) {}

  /** Adds one with its items, unless the key stands for something already. */
  CompletionStage<Booking<Bulk>> add(Bulk bulk, List<PlannedSend> items, Optional<SendKey> key);

  CompletionStage<Optional<Bulk>> find(SessionId session, PlanId id);

  /**
   * The newest first.
   *
   * @param query without a status: bulks have none of their own
   */
  CompletionStage<PlanPage<Bulk>> list(PlanQuery query);

  /** In their order. */
  CompletionStage<List<PlannedSend>> items(SessionId session, PlanId id);

  /** Final: what is still pending is never sent. Too late where nothing was pending any more. */
  CompletionStage<Cancelling<Bulk>> cancel(SessionId session, PlanId id);

  /** Takes the next item of sessions whose turn it is. */
  CompletionStage<List<Turn>> claim(int sessions, Duration claimFor);

  /**
   * Writes what came of an item and gives its session free.
   *
   * @param next after which its next item may be taken
   */
  CompletionStage<Void> settle(Turn turn, Verdict verdict, Duration next);
}
