package org.openwa.browser;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.openwa.model.SessionId;

/** Starts browsers. */
public interface BrowserLauncher {

  /**
   * Starts a browser on a profile and opens WhatsApp Web in it. The stage completes when the page
   * can be called; its state follows as events. It fails, leaving no process behind, when that
   * takes longer than the launch timeout of the settings.
   *
   * @param profile the user data directory; made when missing
   * @param events called from a thread of the browser, one call after the other, never blocked on
   */
  CompletionStage<Browser> launch(SessionId session, Path profile, Consumer<BridgeEvent> events);

  /** The first number of the version of what is started; 0 where nothing is. May block. */
  default int chromiumVersion() {
    return 0;
  }
}
