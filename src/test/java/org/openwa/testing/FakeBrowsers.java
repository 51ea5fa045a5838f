package org.openwa.testing;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.Browser;
import org.openwa.browser.BrowserLauncher;
import org.openwa.model.SessionId;

/** Browsers without a browser: a test takes each as it is opened and plays the page. */
public final class FakeBrowsers implements BrowserLauncher {

  private final BlockingQueue<FakeBrowser> opened = new LinkedBlockingQueue<>();

  @Override
  public CompletionStage<Browser> launch(
      SessionId session, Path profile, Consumer<BridgeEvent> events) {
    FakeBrowser browser = new FakeBrowser(session, events);
    opened.add(browser);
    return CompletableFuture.completedStage(browser);
  }

  /** The next browser that is opened. */
  public FakeBrowser awaitOpened() throws InterruptedException {
    FakeBrowser browser = opened.poll(10, TimeUnit.SECONDS);
    if (browser == null) {
      throw new AssertionError("no browser was opened");
    }
    return browser;
  }

  /** How many were opened and not yet taken. */
  public int waiting() {
    return opened.size();
  }
}
