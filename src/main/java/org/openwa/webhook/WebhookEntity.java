package org.openwa.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
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
 * <p>It is woken after a commit, or by a sweep, and goes on while it finds something. One turn with
 * the table at a time writes down how attempts ended and claims what is due; attempts run side by
 * side meanwhile, those of one lane one after the other.
 */
public final class WebhookEntity {

  public static final EntityTypeKey<Command> TYPE_KEY =
      EntityTypeKey.create(Command.class, "Webhook");

  /**
   * So many times what may be under way is claimed: a turn with the table may take ten times as
   * long as an attempt, and what is claimed must last until the next one.
   */
  private static final int AHEAD = 8;

  /** What an open breaker lets through. */
  private static final int PROBE = 1;

  private static final Duration RETRY_LOOK = Duration.ofSeconds(1);

  /** Understood by the entity. */
  public sealed interface Command {}

  /** Something may be due. */
  public record Wake() implements Command, CborSerializable {}

  private record Look() implements Command {}

  private record Turned(Deliveries.Claim claim, long began) implements Command {}

  private record NotTurned(Throwable cause, int lost) implements Command {}

  private record Attempted(LaneRun run, Delivery delivery, URI url, Outcome outcome)
      implements Command {}

  /**
   * What an entity works with.
   *
   * @param schedule of webhooks that have none of their own
   * @param firstAttempts at most so many at once
   * @param retries at most so many at once, beside them, so that neither waits for the other
   * @param claimFor longer than an attempt takes
   */
  public record Parts(
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
  private final List<DeliveryResult> results = new ArrayList<>();
  private final Set<Long> unsent = new HashSet<>();
  private Breaker breaker = Breaker.closed();
  private Optional<Webhook> webhook = Optional.empty();

  /** Claimed and not begun, so that there is something to send while the table is asked. */
  private final Deque<LaneRun> ready = new ArrayDeque<>();

  private int firstUnderWay;
  private int againUnderWay;
  private boolean turning;
  private boolean wanted;

  /** Retries are looked for less often than what is fresh: most of the time there are none. */
  private Instant lookAgainAt = Instant.MIN;

  private boolean lookIsPlanned;

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
        case Wake _ -> wanted = true;
        case Look _ -> {
          lookIsPlanned = false;
          lookAgainAt = Instant.MIN;
          wanted = true;
        }
        case Turned(var claim, var began) -> onTurned(claim, began);
        case NotTurned(var cause, var lost) -> onNotTurned(cause, lost);
        case Attempted(var run, var delivery, var url, var outcome) ->
            onAttempted(run, delivery, url, outcome);
      }
      turn();
      return Behaviors.same();
    });
  }

  private void turn() {
    int limit = breaker.limit(parts.clock().instant(), parts.firstAttempts() + parts.retries());
    int free = Math.max(0, (limit > PROBE ? AHEAD * limit : limit) - inHand());
    boolean claiming = wanted && free > 0;
    if (turning || (!claiming && results.isEmpty() && unsent.isEmpty())) {
      return;
    }
    turning = true;
    wanted = wanted && !claiming;
    boolean looking = claiming && looksForRetries();
    Deliveries.Turn turn =
        new Deliveries.Turn(
            results,
            unsent,
            AHEAD * parts.firstAttempts() - firstUnderWay - ready.size(),
            looking ? parts.retries() - againUnderWay : 0,
            claiming ? free : 0,
            parts.claimFor());
    results.clear();
    unsent.clear();
    long began = System.nanoTime();
    context.pipeToSelf(
        parts.deliveries().turn(id, turn),
        (claim, failure) ->
            claim == null
                ? new NotTurned(cause(failure), turn.results().size())
                : new Turned(claim, began));
  }

  private int inHand() {
    return firstUnderWay + againUnderWay + ready.size();
  }

  /** Now, or when it is time. */
  private boolean looksForRetries() {
    Instant now = parts.clock().instant();
    if (!now.isBefore(lookAgainAt)) {
      lookAgainAt = now.plus(RETRY_LOOK);
      return true;
    }
    if (!lookIsPlanned) {
      lookIsPlanned = true;
      context.scheduleOnce(RETRY_LOOK, context.getSelf(), new Look());
    }
    return false;
  }

  private static Throwable cause(@Nullable Throwable failure) {
    return failure == null ? new IllegalStateException("no answer") : failure;
  }

  private void onTurned(Deliveries.Claim claim, long began) {
    turning = false;
    webhook = claim.webhook();
    claim.disabled().ifPresent(this::logDisabled);
    wanted |= claim.more();
    if (claim.deliveries().stream().anyMatch(delivery -> !delivery.isFresh())) {
      lookAgainAt = Instant.MIN;
    }
    Map<String, LaneRun> lanes = new LinkedHashMap<>();
    for (Delivery delivery : claim.deliveries()) {
      if (delivery.isFresh()) {
        lanes.computeIfAbsent(delivery.lane(), _ -> new LaneRun(true, began)).add(delivery);
      } else {
        LaneRun alone = new LaneRun(false, began);
        alone.add(delivery);
        send(alone);
      }
    }
    ready.addAll(lanes.values());
    sendReady();
  }

  /** As many at once as may be; while the breaker is open, what has not begun is given back. */
  private void sendReady() {
    boolean open = breaker.limit(parts.clock().instant(), parts.firstAttempts()) == 0;
    while (!ready.isEmpty() && (open || firstUnderWay < parts.firstAttempts())) {
      LaneRun run = ready.remove();
      if (open || !run.isYoung(parts.claimFor())) {
        run.giveBackTo(unsent);
      } else {
        send(run);
      }
    }
  }

  private void logDisabled(Webhook disabled) {
    context
        .getLog()
        .warn(
            "webhook {} of {} is disabled: {}",
            id,
            disabled.session().map(session -> "session " + session).orElse("all sessions"),
            disabled.disabledReason());
  }

  /** What could not be written is due again when its claim runs out: at least once, not at most. */
  private void onNotTurned(Throwable cause, int lost) {
    turning = false;
    context
        .getLog()
        .warn(
            "webhook {}: nothing claimed, {} results not written: {}", id, lost, cause.toString());
  }

  /** Sends the next one of a run, unless the webhook wants nothing more. */
  private void send(LaneRun run) {
    Delivery delivery = run.next();
    if (delivery == null) {
      return;
    }
    if (webhook.isEmpty()) {
      unsent.add(delivery.id());
      run.giveBackTo(unsent);
      return;
    }
    count(run, 1);
    URI url = webhook.get().url();
    WebhookRequest request =
        WebhookRequest.of(
            webhook.get(),
            delivery.eventId(),
            delivery.event(),
            delivery.body(),
            parts.clock().instant());
    context.pipeToSelf(
        parts.sender().send(request),
        (outcome, _) ->
            new Attempted(
                run,
                delivery,
                url,
                outcome == null
                    ? new Outcome.Failed(FailureClass.PROTOCOL, Duration.ZERO)
                    : outcome));
  }

  private void count(LaneRun run, int more) {
    if (run.isFresh()) {
      firstUnderWay += more;
    } else {
      againUnderWay += more;
    }
  }

  private void onAttempted(LaneRun run, Delivery delivery, URI url, Outcome outcome) {
    count(run, -1);
    Instant now = parts.clock().instant();
    breaker = outcome.delivered() ? breaker.onSuccess() : breaker.onFailure(now);
    DeliverySchedule schedule = webhook.flatMap(Webhook::retry).orElse(parts.schedule());
    results.add(DeliveryResult.of(delivery, url, outcome, schedule, parts.random()));
    wanted = true;
    if (outcome.delivered() && run.isYoung(parts.claimFor())) {
      send(run);
    } else {
      run.giveBackTo(unsent);
    }
    sendReady();
  }
}
