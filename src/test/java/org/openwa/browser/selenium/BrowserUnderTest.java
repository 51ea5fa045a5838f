package org.openwa.browser.selenium;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.Browser;
import org.openwa.browser.BrowserSettings;
import org.openwa.browser.Lifetimes;
import org.openwa.browser.Page;
import org.openwa.lease.Uptime;
import org.openwa.model.SessionId;
import org.openwa.testing.SimulatedPhone;

/** A real Chromium on a profile, and all that it told. */
final class BrowserUnderTest implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final SessionId SESSION = new SessionId("tested");

  private final BlockingQueue<BridgeEvent> queue = new LinkedBlockingQueue<>();
  private final List<BridgeEvent> told = new CopyOnWriteArrayList<>();
  private final Browser browser;
  private final ProcessTree processes;

  private BrowserUnderTest(Path profile, BrowserSettings settings, Lifetimes lifetimes) {
    this.browser =
        answer(
            new SeleniumLauncher(settings, Clock.systemUTC(), new Uptime(), lifetimes)
                .launch(SESSION, profile, this::hear));
    this.processes = ProcessTree.below(browser.guardPid());
  }

  static BrowserUnderTest start(Path profile, SimulatedPhone phone) {
    return start(profile, phone, Lifetimes.ENDLESS);
  }

  static BrowserUnderTest start(Path profile, SimulatedPhone phone, Lifetimes lifetimes) {
    return new BrowserUnderTest(profile, settings(phone.forBrowsers()), lifetimes);
  }

  /** Starts a browser and links it with the phone. */
  static BrowserUnderTest linked(Path profile, SimulatedPhone phone) {
    BrowserUnderTest browser = start(profile, phone);
    phone.scan(browser.await(BridgeEvent.QrShown.class).text());
    browser.await(BridgeEvent.Connected.class);
    return browser;
  }

  /** Starts a browser that nobody listens to. */
  static CompletionStage<Browser> launch(BrowserSettings settings, Path profile) {
    return new SeleniumLauncher(settings, Clock.systemUTC(), new Uptime(), Lifetimes.ENDLESS)
        .launch(SESSION, profile, _ -> {});
  }

  static BrowserSettings settings(BrowserSettings.Simulator simulator) {
    return settings(simulator, Duration.ofSeconds(60));
  }

  static BrowserSettings shortLaunch(BrowserSettings.Simulator simulator) {
    return settings(simulator, Duration.ofSeconds(4));
  }

  private static BrowserSettings settings(
      BrowserSettings.Simulator simulator, Duration launchTimeout) {
    return new BrowserSettings(
        Path.of("/usr/lib/chromium/chromium"),
        Path.of("/usr/bin/chromedriver"),
        launchTimeout,
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        PATIENCE,
        Duration.ofSeconds(2),
        10,
        1,
        Duration.ZERO,
        1,
        Path.of("unused"),
        Optional.of(simulator));
  }

  private void hear(BridgeEvent event) {
    told.add(event);
    queue.add(event);
  }

  Page page() {
    return browser.page();
  }

  /** Loads the page anew, as WhatsApp Web does by itself now and then. */
  void reload() {
    SeleniumPage selenium = (SeleniumPage) browser.page();
    String script = "() => { setTimeout(() => location.reload(), 0); return ''; }";
    answer(selenium.call(script, List.of(), Duration.ofSeconds(10)));
  }

  /** Calls a script of the test, which answers a text. */
  CompletionStage<String> call(String function) {
    return ((SeleniumPage) browser.page()).call(function, List.of(), Duration.ofSeconds(10));
  }

  Browser.Frozen freeze() {
    return browser.freeze();
  }

  ProcessTree processes() {
    return processes;
  }

  /** The next event of a kind, from the last awaited one on. */
  <T extends BridgeEvent> T await(Class<T> kind) {
    return await(kind, Duration.ofSeconds(30));
  }

  <T extends BridgeEvent> T await(Class<T> kind, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      for (BridgeEvent event = next(end); event != null; event = next(end)) {
        if (kind.isInstance(event)) {
          return kind.cast(event);
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("no " + kind.getSimpleName() + " within " + limit + ", but " + told);
  }

  private BridgeEvent next(long end) throws InterruptedException {
    return queue.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  /** Everything that was told, in order. */
  List<BridgeEvent> told() {
    return List.copyOf(told);
  }

  static <T> T answer(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(70, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    answer(browser.close());
  }
}
