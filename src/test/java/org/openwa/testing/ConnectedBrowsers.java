package org.openwa.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.Browser;
import org.openwa.browser.BrowserLauncher;
import org.openwa.model.SessionId;
import org.openwa.vault.TestProfile;

/**
 * Browsers of several nodes, each of which is connected at once. Knows when two of one session were
 * open at the same time, on whichever nodes.
 */
public final class ConnectedBrowsers implements BrowserLauncher {

  private final Map<SessionId, AtomicInteger> open = new ConcurrentHashMap<>();
  private final AtomicInteger overlaps = new AtomicInteger();
  private volatile byte[] picture = {1, 2, 3};
  private volatile Duration loading = Duration.ZERO;

  @Override
  public CompletionStage<Browser> launch(
      SessionId session, Path profile, Consumer<BridgeEvent> events) {
    AtomicInteger count = open.computeIfAbsent(session, _ -> new AtomicInteger());
    if (count.incrementAndGet() > 1) {
      overlaps.incrementAndGet();
    }
    TestProfile.write(profile, "linked");
    FakeBrowser browser = new FakeBrowser(session, events);
    browser.onClose(count::decrementAndGet);
    browser.shows(picture);
    Duration wait = loading;
    if (wait.isZero()) {
      browser.connect();
    } else {
      CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS)
          .execute(browser::connect);
    }
    return CompletableFuture.completedStage(browser);
  }

  /** The browsers that are opened from now on need so long to be connected. */
  public void loadFor(Duration time) {
    loading = time;
  }

  /** What the browsers show that are opened from now on. */
  public void show(byte[] png) {
    picture = png;
  }

  /** How often a browser was opened while another one of its session was open. */
  public int overlaps() {
    return overlaps.get();
  }

  public int open() {
    return open.values().stream().mapToInt(AtomicInteger::get).sum();
  }
}
