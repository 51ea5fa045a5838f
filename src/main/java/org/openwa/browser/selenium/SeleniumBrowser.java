package org.openwa.browser.selenium;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openwa.browser.Browser;
import org.openwa.browser.Page;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Chromium with its chromedriver, below its guard. */
final class SeleniumBrowser implements Browser {

  private static final Logger LOG = LoggerFactory.getLogger(SeleniumBrowser.class);

  private final Guard guard;
  private final DriverSession session;
  private final SeleniumPage page;
  private final BrowserEvents events;
  private final Duration closeTimeout;
  private final AtomicBoolean closing = new AtomicBoolean();

  SeleniumBrowser(
      Guard guard,
      DriverSession session,
      SeleniumPage page,
      BrowserEvents events,
      Duration closeTimeout) {
    this.guard = guard;
    this.session = session;
    this.page = page;
    this.events = events;
    this.closeTimeout = closeTimeout;
  }

  @Override
  public Page page() {
    return page;
  }

  @Override
  public long guardPid() {
    return guard.pid();
  }

  @Override
  public Frozen freeze() {
    return StoppedProcess.stop(session.browserPid());
  }

  @Override
  public CompletionStage<Void> close() {
    if (closing.compareAndSet(false, true)) {
      events.end("closed");
      long began = System.nanoTime();
      var _ = guard.gone().thenRun(() -> logClose(began));
      var _ =
          CompletableFuture.runAsync(session::quit, Thread::startVirtualThread)
              .completeOnTimeout(null, closeTimeout.toMillis(), TimeUnit.MILLISECONDS)
              .whenComplete((_, _) -> guard.kill());
    }
    return guard.gone().copy();
  }

  private void logClose(long began) {
    LOG.info(
        "browser of session {}: closed in {} ms",
        guard.name(),
        Duration.ofNanos(System.nanoTime() - began).toMillis());
  }

  @Override
  public CompletionStage<Void> kill() {
    if (closing.compareAndSet(false, true)) {
      events.end("killed");
    }
    guard.kill();
    return guard.gone().copy();
  }
}
