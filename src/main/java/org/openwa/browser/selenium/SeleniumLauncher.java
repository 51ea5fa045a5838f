package org.openwa.browser.selenium;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.Browser;
import org.openwa.browser.BrowserLauncher;
import org.openwa.browser.BrowserSettings;
import org.openwa.browser.Lifetimes;
import org.openwa.model.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts Chromium through a chromedriver of its own, each pair below a {@link Guard}. */
public final class SeleniumLauncher implements BrowserLauncher {

  private static final Logger LOG = LoggerFactory.getLogger(SeleniumLauncher.class);

  private final BrowserSettings settings;
  private final Clock clock;
  private final GuardFeeder feeder;
  private final HttpClient sockets;
  private final ScheduledExecutorService timer;
  private final String preload;
  private final AtomicInteger version = new AtomicInteger();

  /**
   * @param uptime the kernel's clock in nanoseconds, the one that guards read
   * @param lifetimes what no browser outlives
   */
  public SeleniumLauncher(
      BrowserSettings settings, Clock clock, LongSupplier uptime, Lifetimes lifetimes) {
    this.settings = settings;
    this.clock = clock;
    this.feeder = new GuardFeeder(settings.guardPatience(), uptime, lifetimes);
    this.sockets =
        HttpClient.newBuilder().executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    ThreadFactory daemon = Thread.ofPlatform().daemon().name("browser-timer").factory();
    this.timer = Executors.newSingleThreadScheduledExecutor(daemon);
    this.preload = BridgeScript.preload();
    if (ChromiumFlags.runsAsRoot()) {
      LOG.warn("running as root: Chromium runs without its sandbox; use another user");
    }
  }

  /** Of the driver, which is of the same version. Asked once. */
  @Override
  public int chromiumVersion() {
    return version.updateAndGet(
        known -> known == 0 ? UserAgent.majorVersion(settings.driver()) : known);
  }

  @Override
  public CompletionStage<Browser> launch(
      SessionId session, Path profile, Consumer<BridgeEvent> listener) {
    BrowserEvents events = new BrowserEvents(listener);
    return CompletableFuture.supplyAsync(
        () -> {
          Guard guard = Guard.start(session.value(), settings.driver(), feeder.deadline(session));
          feeder.feed(session, guard);
          return new Launch(settings, clock, sockets, timer, preload, guard, events).run(profile);
        },
        Thread::startVirtualThread);
  }
}
