package org.openwa.browser;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.openwa.model.SessionId;

/**
 * A launcher that knows which of its browsers run, for those who look at them from outside. One
 * that is being closed is none any more.
 */
public final class RunningBrowsers implements BrowserLauncher {

  private final BrowserLauncher launcher;
  private final Map<SessionId, Browser> running = new ConcurrentHashMap<>();

  public RunningBrowsers(BrowserLauncher launcher) {
    this.launcher = launcher;
  }

  /** Every browser that runs, with its session. */
  public List<Map.Entry<SessionId, Browser>> all() {
    return List.copyOf(running.entrySet());
  }

  @Override
  public CompletionStage<Browser> launch(
      SessionId session, Path profile, Consumer<BridgeEvent> events) {
    return launcher
        .launch(session, profile, events)
        .thenApply(browser -> {
          running.put(session, browser);
          return new Known(session, browser);
        });
  }

  @Override
  public int chromiumVersion() {
    return launcher.chromiumVersion();
  }

  private final class Known implements Browser {

    private final SessionId session;
    private final Browser browser;

    Known(SessionId session, Browser browser) {
      this.session = session;
      this.browser = browser;
    }

    @Override
    public Page page() {
      return browser.page();
    }

    @Override
    public long guardPid() {
      return browser.guardPid();
    }

    @Override
    public Frozen freeze() {
      return browser.freeze();
    }

    @Override
    public CompletionStage<Void> close() {
      running.remove(session, browser);
      return browser.close();
    }

    @Override
    public CompletionStage<Void> kill() {
      running.remove(session, browser);
      return browser.kill();
    }
  }
}
