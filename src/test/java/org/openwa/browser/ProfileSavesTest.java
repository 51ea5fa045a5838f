package org.openwa.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.openwa.model.SessionId;
import org.openwa.testing.FakeBrowser;
import org.openwa.testing.FakeBrowsers;

/** When a browser's profile is prepared, saved and given up. */
class ProfileSavesTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create("saves", ConfigFactory.empty());
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final SessionId ALICE = new SessionId("alice");

  private final FakeBrowsers browsers = new FakeBrowsers();
  private final TestProbe<BrowserReport> owner = TEST_KIT.createTestProbe();
  private final RecordingKeeper keeper = new RecordingKeeper();

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void aProfileIsPreparedBeforeItsBrowserStarts() throws Exception {
    keeper.preparation = new CompletableFuture<>();
    ActorRef<BrowserHost.Command> host = host();

    host.tell(new BrowserHost.Open(ALICE, 3, true, owner.getRef()));
    await().atMost(PATIENCE).until(() -> keeper.calls.contains("prepare 3 linked"));

    assertThat(browsers.waiting()).isZero();
    keeper.preparation.complete(null);
    browsers.awaitOpened();
  }

  @Test
  void aProfileThatMustNotBeUsedIsToldAsSuchAndLeavesItsPlaceToOthers() throws Exception {
    keeper.preparation = CompletableFuture.failedFuture(new ProfileRefused("too new"));
    ActorRef<BrowserHost.Command> host = host();

    host.tell(new BrowserHost.Open(ALICE, 1, true, owner.getRef()));

    owner.expectMessage(PATIENCE, new BrowserReport.Refused(1, "too new"));
    owner.expectMessage(PATIENCE, new BrowserReport.Closed(1));
    keeper.preparation = CompletableFuture.completedFuture(null);
    host.tell(new BrowserHost.Open(new SessionId("bob"), 1, true, owner.getRef()));
    browsers.awaitOpened();
  }

  @Test
  void aNewLinkIsSavedWhenItHasSettledAndThenRegularly() throws Exception {
    FakeBrowser browser = open(false);

    browser.connect();

    await().atMost(PATIENCE).until(() -> keeper.count("running") >= 3);
  }

  @Test
  void theLastSaveComesBeforeTheReportThatTheProfileIsFree() throws Exception {
    keeper.closing = new CompletableFuture<>();
    ActorRef<BrowserHost.Command> host = host();
    host.tell(new BrowserHost.Open(ALICE, 1, true, owner.getRef()));
    owner.expectMessageClass(BrowserReport.Opened.class, PATIENCE);

    host.tell(new BrowserHost.Close(ALICE, 1));
    await().atMost(PATIENCE).until(() -> keeper.count("closed") == 1);

    owner.expectNoMessage();
    keeper.closing.complete(null);
    owner.expectMessage(PATIENCE, new BrowserReport.Closed(1));
  }

  @Test
  void aBrowserThatWasNeverLinkedIsNotSaved() throws Exception {
    ActorRef<BrowserHost.Command> host = host();
    host.tell(new BrowserHost.Open(ALICE, 1, false, owner.getRef()));
    browsers.awaitOpened();
    owner.expectMessageClass(BrowserReport.Opened.class, PATIENCE);

    host.tell(new BrowserHost.Close(ALICE, 1));

    owner.expectMessage(PATIENCE, new BrowserReport.Closed(1));
    assertThat(keeper.calls).containsExactly("prepare 1");
  }

  @Test
  void whatWasUnlinkedIsGivenUpAndNotSavedAgain() throws Exception {
    ActorRef<BrowserHost.Command> host = host();
    host.tell(new BrowserHost.Open(ALICE, 1, true, owner.getRef()));
    FakeBrowser browser = browsers.awaitOpened();
    owner.expectMessageClass(BrowserReport.Opened.class, PATIENCE);

    browser.tell(new BridgeEvent.Unlinked("by the phone"));
    host.tell(new BrowserHost.Close(ALICE, 1));

    owner.expectMessageClass(BrowserReport.StateChanged.class, PATIENCE);
    owner.expectMessage(PATIENCE, new BrowserReport.Closed(1));
    assertThat(keeper.calls).containsExactly("prepare 1 linked", "unlinked");
  }

  @Test
  void aBrowserThatDiedIsNotSaved() throws Exception {
    FakeBrowser browser = open(true);

    browser.tell(new BridgeEvent.Gone("crash"));

    owner.expectMessage(PATIENCE, new BrowserReport.Lost(1, "crash"));
    owner.expectMessage(PATIENCE, new BrowserReport.Closed(1));
    assertThat(keeper.calls).containsExactly("prepare 1 linked");
  }

  private FakeBrowser open(boolean linked) throws InterruptedException {
    host().tell(new BrowserHost.Open(ALICE, 1, linked, owner.getRef()));
    FakeBrowser browser = browsers.awaitOpened();
    owner.expectMessageClass(BrowserReport.Opened.class, PATIENCE);
    return browser;
  }

  private ActorRef<BrowserHost.Command> host() {
    return TEST_KIT.spawn(
        BrowserHost.create(
            new BrowserParts(
                browsers,
                (_, _, _) -> CompletableFuture.completedStage(FactSink.Outcome.STORED),
                (_, _, _) -> {},
                (_, _, _, _) -> CompletableFuture.supplyAsync(() -> true),
                Path.of("unused"),
                keeper,
                4,
                1,
                Duration.ZERO,
                Thread::startVirtualThread)));
  }

  /** Says what it was asked. */
  private static final class RecordingKeeper implements ProfileKeeper {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> preparation = CompletableFuture.completedFuture(null);
    private volatile CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);

    long count(String call) {
      return calls.stream().filter(call::equals).count();
    }

    @Override
    public CompletionStage<Void> prepare(Stay stay, boolean linked) {
      calls.add("prepare " + stay.epoch() + (linked ? " linked" : ""));
      return preparation;
    }

    @Override
    public CompletionStage<Void> saveRunning(Stay stay, Supplier<Browser.Frozen> freeze) {
      calls.add("running");
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> saveClosed(Stay stay) {
      calls.add("closed");
      return closing;
    }

    @Override
    public CompletionStage<Void> unlinked(Stay stay) {
      calls.add("unlinked");
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public Duration settleTime() {
      return Duration.ofMillis(20);
    }

    @Override
    public Duration interval() {
      return Duration.ofMillis(20);
    }
  }
}
