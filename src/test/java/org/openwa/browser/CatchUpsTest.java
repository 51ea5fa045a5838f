package org.openwa.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;
import org.openwa.testing.FakeBrowser;
import org.openwa.testing.FakeBrowsers;

/** Facts wait for the comparison of their page with the store, and not for ever. */
class CatchUpsTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create("catch", ConfigFactory.empty());
  private static final int SECONDS = 20;
  private static final PageFact FACT =
      new PageFact.AckChanged(1, new MessageId("true_1@c.us_1"), 2, Instant.EPOCH);

  @TempDir private Path profiles;

  private final BlockingQueue<CompletableFuture<Boolean>> comparisons = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<PageFact>> stored = new LinkedBlockingQueue<>();
  private FakeBrowser browser;

  @BeforeEach
  void connect() throws Exception {
    FakeBrowsers browsers = new FakeBrowsers();
    TestProbe<BrowserReport> owner = TEST_KIT.createTestProbe();
    host(browsers).tell(new BrowserHost.Open(new SessionId("alice"), 1, false, owner.getRef()));
    browser = browsers.awaitOpened();
    owner.expectMessageClass(BrowserReport.Opened.class);
    browser.connect();
  }

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void factsWaitUntilThePageIsComparedWithWhatIsStored() throws Exception {
    CompletableFuture<Boolean> comparison = next();

    browser.tell(FACT);
    browser.tell(new BridgeEvent.Offline("away"));

    assertThat(stored).isEmpty();
    comparison.complete(true);
    assertThat(stored.poll(SECONDS, TimeUnit.SECONDS)).containsExactly(FACT);
  }

  @Test
  void aComparisonThatFailedIsMadeAgainAndFactsWaitForIt() throws Exception {
    browser.tell(FACT);

    next().completeExceptionally(new IllegalStateException("database away"));
    CompletableFuture<Boolean> second = next();

    assertThat(stored).isEmpty();
    second.complete(true);
    assertThat(stored.poll(SECONDS, TimeUnit.SECONDS)).containsExactly(FACT);
  }

  @Test
  void factsDoNotWaitForEverForWhatThePageDoesNotGiveButItIsAskedForFurther() throws Exception {
    browser.tell(FACT);

    for (int i = 0; i < 3; i++) {
      next().complete(false);
    }
    CompletableFuture<Boolean> fourth = next();
    assertThat(stored).isEmpty();
    fourth.complete(false);

    assertThat(stored.poll(SECONDS, TimeUnit.SECONDS)).containsExactly(FACT);
    assertThat(next()).isNotDone();
  }

  @Test
  void aPageThatWentAwayWhileItWasComparedIsComparedAgain() throws Exception {
    CompletableFuture<Boolean> first = next();
    browser.tell(FACT);
    browser.tell(new BridgeEvent.Offline("away"));
    browser.connect();

    first.complete(true);

    CompletableFuture<Boolean> second = next();
    assertThat(stored).isEmpty();
    second.complete(true);
    assertThat(stored.poll(SECONDS, TimeUnit.SECONDS)).containsExactly(FACT);
    await().untilAsserted(() -> assertThat(browser.acknowledged()).isEqualTo(1));
  }

  private CompletableFuture<Boolean> next() throws InterruptedException {
    CompletableFuture<Boolean> comparison = comparisons.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(comparison).as("a comparison").isNotNull();
    return comparison;
  }

  private ActorRef<BrowserHost.Command> host(BrowserLauncher launcher) {
    return TEST_KIT.spawn(
        BrowserHost.create(
            new BrowserParts(
                launcher,
                (_, _, facts) -> {
                  stored.add(facts);
                  return CompletableFuture.completedStage(FactSink.Outcome.STORED);
                },
                (_, _, _) -> {},
                (_, _, _, _) -> {
                  CompletableFuture<Boolean> comparison = new CompletableFuture<>();
                  comparisons.add(comparison);
                  return comparison;
                },
                profiles,
                ProfileKeeper.none(),
                1,
                1,
                Duration.ZERO,
                Thread::startVirtualThread)));
  }
}
