package org.openwa.testing;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openwa.browser.Browser;
import org.openwa.browser.Page;
import org.openwa.browser.PageFact;
import org.openwa.model.MessageAction;
import org.openwa.model.MessageId;

/** A browser that is none: it does at once what it is told, which is nothing, and holds nothing. */
public abstract class NoBrowser implements Browser, Page {

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
  public CompletionStage<Heads> heads(int from, int count) {
    return CompletableFuture.completedStage(new Heads(List.of(), OptionalInt.empty()));
  }

  @Override
  public CompletionStage<List<PageFact.MessageAdded>> history(
      Head chat, long since, int from, int count) {
    return CompletableFuture.completedStage(List.of());
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

  protected static CompletionStage<Void> done() {
    return CompletableFuture.completedStage(null);
  }
}
