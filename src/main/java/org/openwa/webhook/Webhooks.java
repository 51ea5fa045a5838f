package org.openwa.webhook;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.openwa.model.SessionId;

/** Keeps webhooks. A completed stage means durable; nothing here blocks the caller. */
public interface Webhooks {

  /** A session, and all sessions together, have no more than this. */
  int MAX = 16;

  /** False, and nothing is stored, where there are {@link #MAX} already. */
  CompletionStage<Boolean> create(Webhook webhook);

  CompletionStage<Optional<Webhook>> find(WebhookId id);

  /** The webhooks of one session, or those of all sessions, oldest first. */
  CompletionStage<List<Webhook>> list(Optional<SessionId> session);

  /**
   * Changes a webhook, one change after the other; answers what it is then, empty where it does not
   * exist.
   *
   * @param change from what it is at that moment; pure, it may be done on any thread
   */
  CompletionStage<Optional<Webhook>> change(WebhookId id, UnaryOperator<Webhook> change);

  /** Removes it with its deliveries; false where it does not exist. */
  CompletionStage<Boolean> delete(WebhookId id);
}
