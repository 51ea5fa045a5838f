package org.openwa.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.Browser;
import org.openwa.browser.BrowserLauncher;
import org.openwa.browser.Lifetimes;
import org.openwa.lease.Uptime;
import org.openwa.model.SessionId;
import org.openwa.vault.TestProfile;

/**
 * The browsers of several nodes, each of which dies as one below a guard does: at the deadline that
 * its node last gave it. Counts how many of a session lived at the same time.
 */
public final class MortalBrowsers {

  private static final long FEED_MILLIS = 250;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Map<SessionId, AtomicInteger> alive = new ConcurrentHashMap<>();
  private final AtomicInteger most = new AtomicInteger();
  private final Uptime uptime = new Uptime();

  /** The browsers of one node. */
  public final class OfNode implements Function<Lifetimes, BrowserLauncher> {

    private final List<FakeBrowser> opened = new CopyOnWriteArrayList<>();

    @Override
    public BrowserLauncher apply(Lifetimes lifetimes) {
      return (session, profile, events) -> launch(lifetimes, session, profile, events);
    }

    private CompletionStage<Browser> launch(
        Lifetimes lifetimes, SessionId session, Path profile, Consumer<BridgeEvent> events) {
      TestProfile.write(profile, "linked");
      FakeBrowser browser = new FakeBrowser(session, events);
      int now = alive.computeIfAbsent(session, _ -> new AtomicInteger()).incrementAndGet();
      most.accumulateAndGet(now, Math::max);
      browser.onClose(() -> alive.get(session).decrementAndGet());
      Thread.startVirtualThread(() -> guard(lifetimes, browser));
      opened.add(browser);
      // A page that is linked already needs a moment to say so.
      CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(browser::connect);
      return CompletableFuture.completedStage(browser);
    }

    private void guard(Lifetimes lifetimes, FakeBrowser browser) {
      long deadline = 0;
      do {
        long granted = lifetimes.until(browser.session());
        deadline = Math.max(deadline, Math.min(uptime.getAsLong() + PATIENCE_NANOS, granted));
        try {
          TimeUnit.MILLISECONDS.sleep(FEED_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      } while (!browser.isClosed() && uptime.getAsLong() < deadline);
      if (!browser.isClosed()) {
        browser.tell(new BridgeEvent.Gone("guard ended"));
        browser.kill();
      }
    }

    /** All that were opened here, in their order. */
    public List<FakeBrowser> opened() {
      return opened;
    }

    public long alive() {
      return opened.stream().filter(browser -> !browser.isClosed()).count();
    }
  }

  public OfNode ofNode() {
    return new OfNode();
  }

  /** The most browsers that one session ever had at the same time. */
  public int mostAtOnce() {
    return most.get();
  }
}
