package org.openwa.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;
import org.openwa.testing.FakeBrowser;
import org.openwa.testing.FakeBrowsers;

/** The browsers of a node, with browsers that the test plays. */
class BrowserHostTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create("host", ConfigFactory.empty());
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final SessionId ALICE = new SessionId("alice");
  private static final SessionId BOB = new SessionId("bob");
  private static final SessionId CAROL = new SessionId("carol");

  @TempDir private Path profiles;

  private final FakeBrowsers browsers = new FakeBrowsers();
  private volatile Supplier<CompletionStage<Boolean>> catchUps =
      () -> CompletableFuture.supplyAsync(() -> true);
  private final BlockingQueue<PageNews> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<CompletableFuture<FactSink.Outcome>> stores =
      new LinkedBlockingQueue<>();
  private final BlockingQueue<List<PageFact>> stored = new LinkedBlockingQueue<>();
  private final TestProbe<BrowserReport> owner = TEST_KIT.createTestProbe();

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void aSecondBrowserOfASessionWaitsUntilTheFirstIsGone() throws Exception {
    ActorRef<BrowserHost.Command> host = host(browsers, 4);
    host.tell(new BrowserHost.Open(ALICE, 1, false, owner.getRef()));
    FakeBrowser first = browsers.awaitOpened();
    owner.expectMessageClass(BrowserReport.Opened.class);

    host.tell(new BrowserHost.Open(ALICE, 2, false, owner.getRef()));

    owner.expectMessage(PATIENCE, new BrowserReport.Closed(1));
    assertThat(first.isClosed()).isTrue();
    browsers.awaitOpened();
    assertThat(owner.expectMessageClass(BrowserReport.Opened.class).epoch()).isEqualTo(2);
  }

  @Test
  void aFullNodeRefusesAnotherSession() throws Exception {
    ActorRef<BrowserHost.Command> host = host(browsers, 2);
    host.tell(
        new BrowserHost.Open(ALICE, 1, false, TEST_KIT.<BrowserReport>createTestProbe().getRef()));
    host.tell(
        new BrowserHost.Open(BOB, 1, false, TEST_KIT.<BrowserReport>createTestProbe().getRef()));
    browsers.awaitOpened();
    browsers.awaitOpened();

    host.tell(new BrowserHost.Open(CAROL, 1, false, owner.getRef()));

    owner.expectMessage(PATIENCE, new BrowserReport.Lost(1, "this node is full"));
    owner.expectMessage(PATIENCE, new BrowserReport.Closed(1));
  }

  @Test
  void onlySoManyBrowsersStartAtOnce() throws Exception {
    BlockingQueue<CompletableFuture<Browser>> launches = new LinkedBlockingQueue<>();
    BrowserLauncher slow =
        (_, _, _) -> {
          CompletableFuture<Browser> launch = new CompletableFuture<>();
          launches.add(launch);
          return launch;
        };
    ActorRef<BrowserHost.Command> host = host(slow, 9);

    for (SessionId session : List.of(ALICE, BOB, CAROL)) {
      host.tell(new BrowserHost.Open(session, 1, false, owner.getRef()));
    }

    CompletableFuture<Browser> first = launches.take();
    launches.take();
    owner.expectNoMessage(Duration.ofMillis(200));
    assertThat(launches).isEmpty();
    first.completeExceptionally(new IllegalStateException("no display"));
    owner.expectMessage(PATIENCE, new BrowserReport.Lost(1, "no display"));
    assertThat(launches.poll(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void aBrowserThatIsClosedWhileItStartsIsClosedAsSoonAsItIsUp() throws Exception {
    CompletableFuture<Browser> launch = new CompletableFuture<>();
    BlockingQueue<Consumer<BridgeEvent>> events = new LinkedBlockingQueue<>();
    ActorRef<BrowserHost.Command> host =
        host(
            (_, _, listener) -> {
              events.add(listener);
              return launch;
            },
            4);
    host.tell(new BrowserHost.Open(ALICE, 1, false, owner.getRef()));
    events.take();

    host.tell(new BrowserHost.Close(ALICE, 1));
    browsers.launch(ALICE, profiles, _ -> {}).thenAccept(launch::complete);

    awaitReport(new BrowserReport.Closed(1));
    assertThat(browsers.awaitOpened().isClosed()).isTrue();
  }

  @Test
  void aNewOwnerFindsTheBrowserAndItsState() throws Exception {
    ActorRef<BrowserHost.Command> host = host(browsers, 4);
    host.tell(new BrowserHost.Open(ALICE, 7, false, owner.getRef()));
    browsers.awaitOpened().connect();
    owner.expectMessageClass(BrowserReport.Opened.class);
    owner.expectMessageClass(BrowserReport.StateChanged.class);
    TestProbe<BrowserReport> next = TEST_KIT.createTestProbe();
    TestProbe<BrowserHost.Adoption> adoption = TEST_KIT.createTestProbe();

    host.tell(new BrowserHost.Adopt(ALICE, next.getRef(), adoption.getRef()));

    adoption.expectMessage(PATIENCE, new BrowserHost.Adopted(7));
    next.expectMessageClass(BrowserReport.Opened.class, PATIENCE);
    next.expectMessageClass(BrowserReport.StateChanged.class, PATIENCE);
  }

  @Test
  void factsAreStoredInOrderOneBatchAtATimeAndThenForgotten() throws Exception {
    ActorRef<BrowserHost.Command> host = host(browsers, 4);
    host.tell(new BrowserHost.Open(ALICE, 1, false, owner.getRef()));
    FakeBrowser browser = browsers.awaitOpened();
    owner.expectMessageClass(BrowserReport.Opened.class);

    for (int i = 1; i <= 3; i++) {
      browser.tell(fact(i));
    }

    assertThat(stored.take()).containsExactly(fact(1));
    assertThat(browser.acknowledged()).isZero();
    stores.take().complete(FactSink.Outcome.STORED);
    assertThat(stored.take()).containsExactly(fact(2), fact(3));
    stores.take().complete(FactSink.Outcome.STORED);
    owner.awaitAssert(() -> assertThat(browser.acknowledged()).isEqualTo(3));
  }

  @Test
  void aCodeIsToldInPassingWithItsNumber() throws Exception {
    ActorRef<BrowserHost.Command> host = host(browsers, 4);
    host.tell(new BrowserHost.Open(ALICE, 1, false, owner.getRef()));
    FakeBrowser browser = browsers.awaitOpened();
    BridgeEvent.QrShown first = new BridgeEvent.QrShown("2@first", Instant.EPOCH);
    BridgeEvent.QrShown second = new BridgeEvent.QrShown("2@second", Instant.EPOCH);

    browser.tell(first);
    browser.tell(second);

    assertThat(told.take()).isEqualTo(new PageNews.CodeShown(1, first));
    assertThat(told.take()).isEqualTo(new PageNews.CodeShown(2, second));
  }

  @Test
  void factsThatTheDatabaseRefusedAreTriedAgain() throws Exception {
    ActorRef<BrowserHost.Command> host = host(browsers, 4);
    host.tell(new BrowserHost.Open(ALICE, 1, false, owner.getRef()));
    FakeBrowser browser = browsers.awaitOpened();
    browser.tell(fact(1));
    stored.take();

    stores.take().completeExceptionally(new IllegalStateException("away"));

    assertThat(stored.poll(10, TimeUnit.SECONDS)).containsExactly(fact(1));
    assertThat(browser.acknowledged()).isZero();
  }

  @Test
  void aBrowserWhoseSessionHasANewerOneIsClosed() throws Exception {
    ActorRef<BrowserHost.Command> host = host(browsers, 4);
    host.tell(new BrowserHost.Open(ALICE, 1, false, owner.getRef()));
    FakeBrowser browser = browsers.awaitOpened();
    owner.expectMessageClass(BrowserReport.Opened.class);
    browser.tell(fact(1));

    stores.take().complete(FactSink.Outcome.SUPERSEDED);

    owner.expectMessageClass(BrowserReport.Lost.class, PATIENCE);
    owner.expectMessage(PATIENCE, new BrowserReport.Closed(1));
    assertThat(browser.isClosed()).isTrue();
  }

  @Test
  void aProfileGoesOnlyAfterItsBrowser() throws Exception {
    ActorRef<BrowserHost.Command> host = host(browsers, 4);
    Path profile = Files.createDirectories(profiles.resolve("alice/Default"));
    host.tell(new BrowserHost.Open(ALICE, 1, false, owner.getRef()));
    browsers.awaitOpened();
    owner.expectMessageClass(BrowserReport.Opened.class);

    host.tell(new BrowserHost.ForgetProfile(ALICE));
    assertThat(profile).exists();
    host.tell(new BrowserHost.Close(ALICE, 1));

    owner.awaitAssert(PATIENCE, () -> assertThat(profile.getParent()).doesNotExist());
  }

  @Test
  void aLeavingNodeClosesAllAndOpensNoMore() throws Exception {
    ActorRef<BrowserHost.Command> host = host(browsers, 4);
    host.tell(new BrowserHost.Open(ALICE, 1, false, owner.getRef()));
    FakeBrowser browser = browsers.awaitOpened();
    TestProbe<Done> left = TEST_KIT.createTestProbe();

    host.tell(new BrowserHost.CloseAll(left.getRef()));
    left.expectMessage(PATIENCE, Done.done());
    host.tell(new BrowserHost.Open(BOB, 1, false, owner.getRef()));

    assertThat(browser.isClosed()).isTrue();
    awaitReport(new BrowserReport.Lost(1, "this node is leaving"));
  }

  private void awaitReport(BrowserReport wanted) {
    owner.fishForMessage(
        PATIENCE,
        report ->
            report.equals(wanted)
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
  }

  private ActorRef<BrowserHost.Command> host(BrowserLauncher launcher, int maxPerNode) {
    return TEST_KIT.spawn(
        BrowserHost.create(
            new BrowserParts(
                launcher,
                (_, _, facts) -> {
                  CompletableFuture<FactSink.Outcome> outcome = new CompletableFuture<>();
                  stores.add(outcome);
                  stored.add(facts);
                  return outcome;
                },
                (_, _, news) -> told.add(news),
                (_, _, _, _) -> catchUps.get(),
                profiles,
                ProfileKeeper.none(),
                maxPerNode,
                2,
                Duration.ZERO,
                Thread::startVirtualThread)));
  }

  private static PageFact fact(long sequence) {
    return new PageFact.AckChanged(
        sequence, new MessageId("true_1@c.us_" + sequence), 2, Instant.EPOCH);
  }
}
