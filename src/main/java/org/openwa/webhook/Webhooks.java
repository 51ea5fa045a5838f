package org.openwa.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

  /** False where it does not exist. */
  CompletionStage<Boolean> update(Webhook webhook);

  /**
   * Disables a webhook and changes nothing else of it; false where it is disabled already or its
   * events go elsewhere by now.
   *
   * @param url where they went when the reason came up
   */
  default CompletionStage<Boolean> disable(WebhookId id, URI url, String reason, Instant now) {
    return find(id)
        .thenCompose(found ->
            found
                .filter(webhook -> webhook.enabled() && webhook.url().equals(url))
                .map(webhook -> update(webhook.enabled(false, reason, now)))
                .orElseGet(() -> CompletableFuture.completedStage(false)));
  }

  /** Removes it with its deliveries; false where it does not exist. */
  CompletionStage<Boolean> delete(WebhookId id);

  /** Removes the webhooks of a session with their deliveries. */
  CompletionStage<Void> deleteAll(SessionId session);
}
