package org.openwa.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The outbox of all webhooks, and their log. Nothing here blocks the caller. */
public interface Deliveries {

  /**
   * What is due at a webhook now, to be tried by whoever claimed it.
   *
   * @param webhook as it is at this moment; empty where it is gone or disabled, and then nothing
   *     was claimed
   */
  record Claim(Optional<Webhook> webhook, List<Delivery> deliveries) {

    public Claim {
      deliveries = List.copyOf(deliveries);
    }
  }

  /**
   * Which lines of the log to show, newest first.
   *
   * @param before only those with a smaller id
   */
  record LogQuery(
      WebhookId webhook,
      Optional<DeliveryStatus> status,
      Optional<String> event,
      Optional<Long> before,
      int limit) {}

  /**
   * Claims due deliveries, at most one of each lane, in their order. Nobody else gets them until
   * the time is over.
   *
   * @param first at most so many that were never tried
   * @param again at most so many that were
   * @param claimFor longer than an attempt takes
   */
  CompletionStage<Claim> claim(WebhookId webhook, int first, int again, Duration claimFor);

  /**
   * Writes down how attempts ended. A failure changes nothing where the delivery has meanwhile gone
   * on without it: somebody else's attempt ended before, or it was made due anew.
   */
  CompletionStage<Void> record(List<DeliveryResult> results);

  /** The webhooks at which something is due. */
  CompletionStage<Set<WebhookId>> due();

  CompletionStage<List<DeliveryRecord>> log(LogQuery query);

  /**
   * Makes everything that failed or is dead due again, except what is being tried at this moment;
   * answers how much that was.
   */
  CompletionStage<Integer> retryFailed(WebhookId webhook);

  /** Makes one delivery due again, whatever became of it; false where there is none. */
  CompletionStage<Boolean> redeliver(WebhookId webhook, long delivery);

  /** Removes the log's old lines, a batch at a time; answers how many. */
  CompletionStage<Integer> clean(Duration successes, Duration dead);
}
