package org.openwa.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openwa.model.Total;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.Redelivery;
import org.openwa.webhook.RetryProgress;
import org.openwa.webhook.WebhookId;
import org.openwa.webhook.WebhookSettings;

/** What the one sweeper of a cluster has removed. */
class WebhookSweeperTest {

  private final ActorTestKit testKit =
      ActorTestKit.create(
          ConfigFactory.parseString(
              """
              pekko.actor.provider = cluster
              pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
              """));

  @AfterEach
  void stopSystem() {
    testKit.shutdownTestKit();
  }

  @Test
  void oldLinesAreRemovedBatchAfterBatchSuccessesAfterAMonthAndDeadLettersAfterThree()
      throws Exception {
    OldLines old = new OldLines(2);

    testKit.spawn(
        WebhookSweeper.create(
            old, ClusterSharding.get(testKit.system()), retention(ofAFreshInstallation())));

    for (int i = 0; i < 3; i++) {
      assertThat(old.cleaned.poll(10, TimeUnit.SECONDS))
          .isEqualTo(
              new Deliveries.Retention(
                  Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(30)));
    }
  }

  private static WebhookSettings ofAFreshInstallation() {
    return WebhookSettings.from(ConfigFactory.load().getConfig("openwa.webhook"));
  }

  private static Deliveries.Retention retention(WebhookSettings settings) {
    return new Deliveries.Retention(
        settings.keepSuccesses(), settings.keepDead(), settings.keepEvents());
  }

  /** A log with so many batches of old lines. */
  private static final class OldLines implements Deliveries {

    private final BlockingQueue<Retention> cleaned = new LinkedBlockingQueue<>();
    private int batches;

    OldLines(int batches) {
      this.batches = batches;
    }

    @Override
    public CompletionStage<Integer> clean(Retention retention) {
      cleaned.add(retention);
      return done(batches-- > 0 ? 5_000 : 0);
    }

    @Override
    public CompletionStage<Set<WebhookId>> due() {
      return done(Set.of());
    }

    @Override
    public CompletionStage<Set<WebhookId>> continueRetries() {
      return done(Set.of());
    }

    @Override
    public CompletionStage<Claim> turn(WebhookId webhook, Turn turn) {
      return done(new Claim(Optional.empty(), List.of(), false, Optional.empty()));
    }

    @Override
    public CompletionStage<LogPage> log(LogQuery query) {
      return done(new LogPage(List.of(), new Total(0, true), Optional.empty()));
    }

    @Override
    public CompletionStage<Long> retryFailed(WebhookId webhook) {
      return done(0L);
    }

    @Override
    public CompletionStage<Optional<RetryProgress>> retryProgress(WebhookId webhook) {
      return done(Optional.empty());
    }

    @Override
    public CompletionStage<Redelivery> redeliver(WebhookId webhook, long delivery) {
      return done(Redelivery.UNKNOWN);
    }

    private static <T> CompletionStage<T> done(T value) {
      return CompletableFuture.completedStage(value);
    }
  }
}
