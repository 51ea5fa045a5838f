package org.openwa.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Receivers without a network: a test takes each attempt and says how it ends. */
final class ScriptedSender implements WebhookSender {

  /** An attempt that waits for its end. */
  record Attempt(String eventId, WebhookRequest request, CompletableFuture<Outcome> end) {

    void answer(int status) {
      end.complete(new Outcome.Answered(status, Optional.empty(), Duration.ofMillis(1)));
    }
  }

  private final BlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();

  @Override
  public CompletionStage<Outcome> send(WebhookRequest request) {
    CompletableFuture<Outcome> end = new CompletableFuture<>();
    attempts.add(new Attempt(request.headers().getOrDefault("webhook-id", ""), request, end));
    return end;
  }

  Attempt next() throws InterruptedException {
    Attempt attempt = attempts.poll(10, TimeUnit.SECONDS);
    if (attempt == null) {
      throw new AssertionError("nothing was sent");
    }
    return attempt;
  }

  int waiting() {
    return attempts.size();
  }
}
