package org.openwa.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.Browser;
import org.openwa.browser.BrowserLauncher;
import org.openwa.browser.Page;
import org.openwa.browser.PageFact;
import org.openwa.model.Account;
import org.openwa.model.ChatId;
import org.openwa.model.MessageAction;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;

/** Browsers without a browser, whose page accepts every message at once. */
final class LoopbackBrowsers implements BrowserLauncher {

  @Override
  public CompletionStage<Browser> launch(
      SessionId session, Path profile, Consumer<BridgeEvent> events) {
    events.accept(new BridgeEvent.Connected(new Account("4917012345", "Bench", "android")));
    return CompletableFuture.completedStage(new Loopback());
  }

  private static final class Loopback implements Browser, Page {

    private final AtomicLong ids = new AtomicLong();

    @Override
    public Page page() {
      return this;
    }

    @Override
    public long guardPid() {
      return 0;
    }

    @Override
    public Frozen freeze() {
      return () -> {};
    }

    @Override
    public CompletionStage<Void> close() {
      return done();
    }

    @Override
    public CompletionStage<Void> kill() {
      return done();
    }

    @Override
    public CompletionStage<MessageId> prepare(ChatId chat) {
      return CompletableFuture.completedStage(
          new MessageId("true_%s_3EB0%016X".formatted(chat, ids.incrementAndGet())));
    }

    @Override
    public CompletionStage<Accepted> send(MessageId id, OutgoingMessage message) {
      return CompletableFuture.completedStage(new Accepted(System.currentTimeMillis() / 1_000));
    }

    @Override
    public CompletionStage<Void> put(String file, long offset, byte[] piece) {
      return done();
    }

    @Override
    public CompletionStage<byte[]> take(MessageId message, long offset) {
      return CompletableFuture.failedStage(new UnsupportedOperationException());
    }

    @Override
    public CompletionStage<Void> act(MessageId message, MessageAction action) {
      return done();
    }

    @Override
    public CompletionStage<Lookup> lookup(MessageId id) {
      return CompletableFuture.completedStage(new NotFound());
    }

    @Override
    public CompletionStage<String> pairingCode(String phone) {
      return CompletableFuture.failedStage(new UnsupportedOperationException());
    }

    @Override
    public CompletionStage<byte[]> screenshot() {
      return CompletableFuture.failedStage(new UnsupportedOperationException());
    }

    @Override
    public CompletionStage<Heads> heads(int from, int count) {
      return CompletableFuture.completedStage(new Heads(List.of(), OptionalInt.empty()));
    }

    @Override
    public CompletionStage<List<PageFact.MessageAdded>> history(
        Head chat, long since, int from, int count) {
      return CompletableFuture.completedStage(List.of());
    }

    @Override
    public CompletionStage<Void> acknowledge(long sequence) {
      return done();
    }

    @Override
    public CompletionStage<Void> probe() {
      return done();
    }

    @Override
    public CompletionStage<Long> heap() {
      return CompletableFuture.failedStage(new UnsupportedOperationException());
    }

    @Override
    public CompletionStage<Long> clearCaches() {
      return heap();
    }

    @Override
    public CompletionStage<Void> logout() {
      return done();
    }

    private static CompletionStage<Void> done() {
      return CompletableFuture.completedStage(null);
    }
  }
}
