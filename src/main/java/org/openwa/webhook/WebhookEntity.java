package org.openwa.webhook;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
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

  /**
   * So long a result waits for the next event, to go into the table with its claim: two
   * transactions for each event instead of three, where events come one by one. What a node that
   * dies meanwhile has not written down is sent once more.
   */
  private static final Duration LINGER = Duration.ofMillis(200);

  /** Understood by the entity. */
  public sealed interface Command {}

  /** Something may be due. */
  public record Wake() implements Command, CborSerializable {}

  private record Look() implements Command {}

  private record WriteDown() implements Command {}

  private record Turned(Deliveries.Claim claim, long began) implements Command {}

  private record NotTurned(Throwable cause, int lost) implements Command {}

  private record Attempted(LaneRun run, Delivery delivery, URI url, Outcome outcome)
      implements Command {}

  private final ActorContext<Command> context;
  private final WebhookId id;
  private final DeliveryParts parts;
  private final List<DeliveryResult> results = new ArrayList<>();
  private final Set<Long> unsent = new HashSet<>();
  private final RetryLooks looks;
  private Breaker breaker = Breaker.closed();
  private Optional<Webhook> webhook = Optional.empty();

  /** Claimed and not begun, so that there is something to send while the table is asked. */
  private final Deque<LaneRun> ready = new ArrayDeque<>();

  private int firstUnderWay;
  private int againUnderWay;
  private boolean turning;
  private boolean wanted;

  /** Something was looked for while lanes were taken: what ends may let something go. */
  private boolean mayFree;

  private WebhookEntity(ActorContext<Command> context, WebhookId id, DeliveryParts parts) {
    this.context = context;
    this.id = id;
    this.parts = parts;
    this.looks = new RetryLooks(wait -> context.scheduleOnce(wait, context.getSelf(), new Look()));
  }

  /** Lets this node deliver. */
  public static void init(ClusterSharding sharding, DeliveryParts parts) {
    sharding.init(
        Entity.of(TYPE_KEY, entity -> create(new WebhookId(entity.getEntityId()), parts)));
  }

  static Behavior<Command> create(WebhookId id, DeliveryParts parts) {
    return Behaviors.setup(context -> new WebhookEntity(context, id, parts).behavior());
  }

  private Behavior<Command> behavior() {
    return Behaviors.receive(
        (_, message) -> {
          on(message);
          return Behaviors.same();
        },
        (_, signal) -> {
          if (signal instanceof PostStop) {
            leave();
          }
          return Behaviors.same();
        });
  }

  private void on(Command message) {
    switch (message) {
      case Wake _, WriteDown _ -> wanted = true;
      case Look _ -> {
        looks.come();
        wanted = true;
      }
      case Turned(var claim, var began) -> onTurned(claim, began);
      case NotTurned(var cause, var lost) -> onNotTurned(cause, lost);
      case Attempted(var run, var delivery, var url, var outcome) ->
          onAttempted(run, delivery, url, outcome);
    }
    if (!lingers(message)) {
      turn();
    }
  }

  /** A single result when nobody waits for what it frees. */
  private boolean lingers(Command message) {
    if (!(message instanceof Attempted) || mayFree || inHand() > 0 || results.size() > 1) {
      return false;
    }
    context.scheduleOnce(LINGER, context.getSelf(), new WriteDown());
    return true;
  }

  /** Whoever owns the webhook next is to know what was done; nobody waits for the answer. */
  private void leave() {
    if (!results.isEmpty() || !unsent.isEmpty()) {
      parts
          .deliveries()
          .turn(id, new Deliveries.Turn(results, unsent, 0, 0, 0, parts.claimFor()))
          .whenComplete((_, _) -> {});
    }
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
    mayFree = inHand() > 0;
    boolean looking = claiming && looks.isTime(parts.clock().instant());
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

  private static Throwable cause(@Nullable Throwable failure) {
    return failure == null ? new IllegalStateException("no answer") : failure;
  }

  private void onTurned(Deliveries.Claim claim, long began) {
    turning = false;
    webhook = claim.webhook();
    claim.disabled().ifPresent(this::logDisabled);
    wanted |= claim.more();
    for (LaneRun run : LaneRun.of(claim.deliveries(), began)) {
      if (run.isFresh()) {
        ready.add(run);
      } else {
        looks.foundOne();
        send(run);
      }
    }
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
