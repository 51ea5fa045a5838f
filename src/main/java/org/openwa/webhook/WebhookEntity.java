package org.openwa.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.jspecify.annotations.Nullable;
import org.openwa.egress.FailureClass;
import org.openwa.model.CborSerializable;

/**
 * Drains the outbox of one webhook. It has no journal: what is to be done is in the table, and what
 * it had begun when it died is due again when its claims run out.
 *
 * <p>It is woken after a commit, or by a sweep, and goes on while it finds something: claim, send,
 * write down how it ended, claim again. Attempts run side by side; results are written together.
 */
public final class WebhookEntity {

  public static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, "Webhook");

  /** What an open breaker lets through. */
  private static final int PROBE = 1;

  /** Understood by the entity. */
  public sealed interface Command {}

  /** Something may be due. */
  public record Wake() implements Command, CborSerializable {}

  private record Claimed(Deliveries.Claim claim, boolean probing) implements Command {}

  private record NotClaimed(Throwable cause) implements Command {}

  private record Attempted(Webhook webhook, Delivery delivery, Outcome outcome)
      implements Command {}

  private record Disabled(@Nullable Boolean done, @Nullable Throwable failure) implements Command {}

  private record Recorded(@Nullable Throwable failure, List<DeliveryResult> results)
      implements Command {}

  /**
   * What an entity works with.
   *
   * @param firstAttempts at most so many at once
   * @param retries at most so many at once, beside them, so that neither waits for the other
   * @param claimFor longer than an attempt takes
   */
  public record Parts(
      Webhooks webhooks,
      Deliveries deliveries,
      WebhookSender sender,
      DeliverySchedule schedule,
      int firstAttempts,
      int retries,
      Duration claimFor,
      Clock clock,
      RandomGenerator random) {}

  private final ActorContext<Command> context;
  private final WebhookId id;
  private final Parts parts;
  private final List<DeliveryResult> unwritten = new ArrayList<>();
  private Breaker breaker = Breaker.closed();
  private int firstUnderWay;
  private int againUnderWay;
  private boolean claiming;
  private boolean writing;
  private boolean wanted;

  /** Which sort of delivery a probe is, and whether the other one was looked for in vain. */
  private boolean probesWithRetry;

  private boolean lookedTwice;

  private WebhookEntity(ActorContext<Command> context, WebhookId id, Parts parts) {
    this.context = context;
    this.id = id;
    this.parts = parts;
  }

  /** Lets this node deliver. */
  public static void init(ClusterSharding sharding, Parts parts) {
    sharding.init(
        Entity.of(TYPE_KEY, entity -> create(new WebhookId(entity.getEntityId()), parts)));
  }

  static Behavior<Command> create(WebhookId id, Parts parts) {
    return Behaviors.setup(context -> new WebhookEntity(context, id, parts).behavior());
  }

  private Behavior<Command> behavior() {
    return Behaviors.receiveMessage(message -> {
      switch (message) {
        case Wake _ -> {
          wanted = true;
          claim();
        }
        case Claimed(var claim, var probing) -> onClaimed(claim, probing);
        case NotClaimed(var cause) -> {
          claiming = false;
          context.getLog().warn("webhook {}: nothing claimed: {}", id, cause.toString());
        }
        case Attempted(var webhook, var delivery, var outcome) ->
            onAttempted(webhook, delivery, outcome);
        case Disabled(var done, var failure) -> onDisabled(done, failure);
        case Recorded recorded -> onRecorded(recorded);
      }
      return Behaviors.same();
    });
  }

  private void claim() {
    int limit = breaker.limit(parts.clock().instant(), parts.firstAttempts() + parts.retries());
    int free = limit - firstUnderWay - againUnderWay - unwritten.size();
    if (claiming || !wanted || free <= 0) {
      return;
    }
    boolean probing = limit == PROBE;
    int first = Math.min(free, parts.firstAttempts() - firstUnderWay);
    int again = Math.min(free, parts.retries() - againUnderWay);
    claiming = true;
    wanted = false;
    context.pipeToSelf(
        parts
            .deliveries()
            .claim(
                id,
                probing && probesWithRetry ? 0 : first,
                probing && !probesWithRetry ? 0 : again,
                parts.claimFor()),
        (claim, failure) ->
            claim == null ? new NotClaimed(cause(failure)) : new Claimed(claim, probing));
  }

  private static Throwable cause(@Nullable Throwable failure) {
    return failure == null ? new IllegalStateException("no answer") : failure;
  }

  private void onClaimed(Deliveries.Claim claim, boolean probing) {
    claiming = false;
    claim.webhook().ifPresent(webhook -> claim.deliveries().forEach(each -> send(webhook, each)));
    if (!claim.deliveries().isEmpty()) {
      wanted = true;
      lookedTwice = false;
    } else if (probing && !lookedTwice) {
      // A probe is one delivery, of either sort: what is due may be of the other one.
      wanted = true;
      lookedTwice = true;
      probesWithRetry = !probesWithRetry;
    } else {
      lookedTwice = false;
    }
    claim();
  }

  private void send(Webhook webhook, Delivery delivery) {
    count(delivery, 1);
    WebhookRequest request =
        WebhookRequest.of(
            webhook,
            delivery.eventId(),
            delivery.event(),
            delivery.body(),
            parts.clock().instant());
    context.pipeToSelf(
        parts.sender().send(request),
        (outcome, _) ->
            new Attempted(
                webhook,
                delivery,
                outcome == null
                    ? new Outcome.Failed(FailureClass.PROTOCOL, Duration.ZERO)
                    : outcome));
  }

  private void count(Delivery delivery, int more) {
    if (delivery.attempts() == 0) {
      firstUnderWay += more;
    } else {
      againUnderWay += more;
    }
  }

  private void onAttempted(Webhook webhook, Delivery delivery, Outcome outcome) {
    count(delivery, -1);
    Instant now = parts.clock().instant();
    breaker = outcome.delivered() ? breaker.onSuccess() : breaker.onFailure(now);
    unwritten.add(DeliveryResult.of(delivery, outcome, now, parts.schedule(), parts.random()));
    if (outcome.gone()) {
      disable(webhook, now);
    }
    write();
  }

  private void disable(Webhook webhook, Instant now) {
    context.pipeToSelf(
        parts.webhooks().disable(id, webhook.url(), "the receiver answered 410 Gone", now),
        Disabled::new);
  }

  /** Where that failed, the next delivery is answered 410 too. */
  private void onDisabled(@Nullable Boolean done, @Nullable Throwable failure) {
    if (failure != null) {
      context.getLog().warn("webhook {} could not be disabled: {}", id, failure.toString());
    } else if (Boolean.TRUE.equals(done)) {
      context.getLog().warn("webhook {} is disabled: its receiver answered 410 Gone", id);
    }
  }

  private void write() {
    if (writing || unwritten.isEmpty()) {
      return;
    }
    writing = true;
    List<DeliveryResult> results = List.copyOf(unwritten);
    unwritten.clear();
    context.pipeToSelf(
        parts.deliveries().record(results).thenApply(_ -> Done.done()),
        (_, failure) -> new Recorded(failure, results));
  }

  /** What could not be written is due again when its claim runs out: at least once, not at most. */
  private void onRecorded(Recorded recorded) {
    writing = false;
    if (recorded.failure() != null) {
      context
          .getLog()
          .warn(
              "webhook {}: {} results were not written: {}",
              id,
              recorded.results().size(),
              recorded.failure().toString());
    }
    wanted = true;
    write();
    claim();
  }
}
