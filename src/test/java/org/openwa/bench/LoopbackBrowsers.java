package org.openwa.bench;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.Browser;
import org.openwa.browser.BrowserLauncher;
import org.openwa.model.Account;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;
import org.openwa.testing.NoBrowser;

/** Browsers without a browser, whose page accepts every message at once. */
final class LoopbackBrowsers implements BrowserLauncher {

  @Override
  public CompletionStage<Browser> launch(
      SessionId session, Path profile, Consumer<BridgeEvent> events) {
    events.accept(new BridgeEvent.Connected(new Account("4917012345", "Bench", "android")));
    return CompletableFuture.completedStage(new Loopback());
  }

  private static final class Loopback extends NoBrowser {

    private final AtomicLong ids = new AtomicLong();

    @Override
    public CompletionStage<MessageId> prepare(ChatId chat) {
      return CompletableFuture.completedStage(
          new MessageId("true_%s_3EB0%016X".formatted(chat, ids.incrementAndGet())));
    }

    @Override
    public CompletionStage<Accepted> send(MessageId id, OutgoingMessage message) {
      return CompletableFuture.completedStage(new Accepted(System.currentTimeMillis() / 1_000));
    }
  }
}
