package org.openwa.browser.selenium;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.openwa.browser.BridgeEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a browser's events on, one after the other, and nothing after {@code Gone}. */
final class BrowserEvents {

  private static final Logger LOG = LoggerFactory.getLogger(BrowserEvents.class);

  private final Consumer<BridgeEvent> listener;
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private boolean ended;

  BrowserEvents(Consumer<BridgeEvent> listener) {
    this.listener = listener;
  }

  synchronized void report(BridgeEvent event) {
    if (!ended) {
      tell(event);
    }
  }

  /** The first call counts; the browser died by itself. */
  synchronized void gone(String reason) {
    if (!ended) {
      tell(new BridgeEvent.Gone(reason));
      end(reason);
    }
  }

  /** From now on nothing is told: the browser is closed on purpose, or did not start. */
  synchronized void end(String reason) {
    ended = true;
    end.completeAsync(() -> reason, Thread::startVirtualThread);
  }

  /** Completes, with the reason, once nothing more is told. */
  CompletionStage<String> ended() {
    return end;
  }

  private void tell(BridgeEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.error("a listener of browser events failed", e);
    }
  }
}
