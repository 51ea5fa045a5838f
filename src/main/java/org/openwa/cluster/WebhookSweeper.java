package org.openwa.cluster;

import java.time.Duration;
import java.util.Set;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.jspecify.annotations.Nullable;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.WebhookEntity;
import org.openwa.webhook.WebhookId;

/**
 * Wakes every webhook at which something is due, again and again: for retries, and for what was
 * left behind by a node that died. Goes on with what {@code retry-failed} began, and removes what
 * is kept no longer.
 */
public final class WebhookSweeper {

  /** Understood by the sweeper. */
  public sealed interface Command {}

  private record Look() implements Command {}

  private record Clean() implements Command {}

  private record Retry() implements Command {}

  private record Found(Set<WebhookId> due) implements Command {}

  private record Cleaned(int lines) implements Command {}

  private record Retried(Set<WebhookId> webhooks) implements Command {}

  private record Failed(Command again, String reason) implements Command {}

  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
  private static final Duration CLEAN_INTERVAL = Duration.ofMinutes(10);
  private static final Duration NEXT_BATCH = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final Deliveries deliveries;
  private final ClusterSharding sharding;
  private final Deliveries.Retention retention;

  private WebhookSweeper(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Deliveries deliveries,
      ClusterSharding sharding,
      Deliveries.Retention retention) {
    this.context = context;
    this.timers = timers;
    this.deliveries = deliveries;
    this.sharding = sharding;
    this.retention = retention;
  }

  public static Behavior<Command> create(
      Deliveries deliveries, ClusterSharding sharding, Deliveries.Retention retention) {
    return Behaviors.withTimers(timers ->
        Behaviors.setup(context -> {
          context.getSelf().tell(new Look());
          context.getSelf().tell(new Clean());
          context.getSelf().tell(new Retry());
          return new WebhookSweeper(context, timers, deliveries, sharding, retention).behavior();
        }));
  }

  private Behavior<Command> behavior() {
    return Behaviors.receiveMessage(message -> {
      switch (message) {
        case Look look ->
            context.pipeToSelf(
                deliveries.due(),
                (due, failure) -> due == null ? failed(look, failure) : new Found(due));
        case Clean clean ->
            context.pipeToSelf(
                deliveries.clean(retention),
                (lines, failure) -> lines == null ? failed(clean, failure) : new Cleaned(lines));
        case Retry retry ->
            context.pipeToSelf(
                deliveries.continueRetries(),
                (webhooks, failure) ->
                    webhooks == null ? failed(retry, failure) : new Retried(webhooks));
        case Retried(var webhooks) -> {
          webhooks.forEach(webhook -> wake(sharding, webhook));
          timers.startSingleTimer(new Retry(), webhooks.isEmpty() ? LOOK_INTERVAL : NEXT_BATCH);
        }
        case Found(var due) -> {
          due.forEach(webhook -> wake(sharding, webhook));
          timers.startSingleTimer(new Look(), LOOK_INTERVAL);
        }
        case Cleaned(var lines) ->
            timers.startSingleTimer(new Clean(), lines > 0 ? NEXT_BATCH : CLEAN_INTERVAL);
        case Failed(var again, var reason) -> {
          context.getLog().warn("cannot look after the webhooks: {}", reason);
          timers.startSingleTimer(again, RETRY);
        }
      }
      return Behaviors.same();
    });
  }

  private static Command failed(Command again, @Nullable Throwable failure) {
    return new Failed(again, String.valueOf(failure));
  }

  /** Tells a webhook, wherever it lives, that something is due. */
  public static void wake(ClusterSharding sharding, WebhookId webhook) {
    sharding.entityRefFor(WebhookEntity.TYPE_KEY, webhook.value()).tell(new WebhookEntity.Wake());
  }
}
