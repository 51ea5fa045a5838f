package org.openwa.metrics;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.Browser;
import org.openwa.browser.BrowserLauncher;
import org.openwa.model.SessionId;

/** Times launches. */
record MeasuredLauncher(BrowserLauncher launcher) implements BrowserLauncher {

  @Override
  public CompletionStage<Browser> launch(
      SessionId session, Path profile, Consumer<BridgeEvent> events) {
    return Meters.timed(
        Meters.LAUNCH,
        launcher.launch(session, profile, events),
        (_, failure) -> failure == null ? "opened" : "failed");
  }

  @Override
  public int chromiumVersion() {
    return launcher.chromiumVersion();
  }
}
