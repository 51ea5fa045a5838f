package org.openwa.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.openwa.model.Total;

/**
 * The outbox of all webhooks, and their log. Nothing here blocks the caller. Times are told by a
 * clock that all nodes share.
 */
public interface Deliveries {

  /**
   * What the owner of a webhook has done since it last asked, and what it wants next.
   *
   * @param results how attempts ended
   * @param unsent ids of what was claimed and not tried after all; it is due again
   * @param lanes so many of what was never tried, each with what follows it in its lane
   * @param again at most so much of what was tried before, or is to be delivered again
   * @param atMost lanes and deliveries of both sorts together
   * @param claimFor longer than an attempt takes
   */
  record Turn(
      List<DeliveryResult> results,
      Set<Long> unsent,
      int lanes,
      int again,
      int atMost,
      Duration claimFor) {

    public Turn {
      results = List.copyOf(results);
      unsent = Set.copyOf(unsent);
    }

    /** A turn that only asks. */
    public static Turn claim(int lanes, int again, Duration claimFor) {
      return new Turn(List.of(), Set.of(), lanes, again, lanes + again, claimFor);
    }
  }

  /**
   * What is due at a webhook now, to be tried by whoever claimed it.
   *
   * @param webhook as it is at this moment; empty where it is gone or disabled, and then nothing
   *     was claimed
   * @param deliveries those of one lane that were never tried are to be sent one after the other,
   *     until one fails
   * @param more whether more may be due than was asked for
   * @param disabled the webhook, where these results disabled it
   */
  record Claim(
      Optional<Webhook> webhook,
      List<Delivery> deliveries,
      boolean more,
      Optional<Webhook> disabled) {

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
   * Lines of the log.
   *
   * @param total how many the query without its {@code before} finds
   * @param next for the {@code before} of the next page; empty on the last one
   */
  record LogPage(List<DeliveryRecord> lines, Total total, Optional<Long> next) {

    public LogPage {
      lines = List.copyOf(lines);
    }
  }

  /**
   * What is kept for how long.
   *
   * @param successes lines of what was delivered
   * @param dead lines of what was not
   * @param events at least so long, and as long as a line names them
   */
  record Retention(Duration successes, Duration dead, Duration events) {}

  /**
   * Writes down how attempts ended, and claims what is due, in the order of its lanes; both or
   * nothing. Nobody else gets what is claimed until the time is over. A failure changes nothing
   * where the delivery has meanwhile gone on without it: somebody else's attempt ended before, or
   * it was made due anew. A receiver that is gone, or has done nothing but fail for days, disables
   * its webhook, which is an event.
   */
  CompletionStage<Claim> turn(WebhookId webhook, Turn turn);

  /** The webhooks at which something is due. */
  CompletionStage<Set<WebhookId>> due();

  CompletionStage<LogPage> log(LogQuery query);

  /**
   * Begins to make everything due again that failed or is dead, except what is being tried at this
   * moment; answers how much that is. A beginning is made at once, {@link #continueRetries} does
   * the rest.
   */
  CompletionStage<Long> retryFailed(WebhookId webhook);

  /** Does a part of each retry that has begun; answers at which webhooks there was something. */
  CompletionStage<Set<WebhookId>> continueRetries();

  /** The last retry of everything; empty where there was none. */
  CompletionStage<Optional<RetryProgress>> retryProgress(WebhookId webhook);

  /** Makes one delivery due again, whatever became of it. */
  CompletionStage<Redelivery> redeliver(WebhookId webhook, long delivery);

  /** Removes what is old, a batch at a time; answers how much. */
  CompletionStage<Integer> clean(Retention retention);
}
