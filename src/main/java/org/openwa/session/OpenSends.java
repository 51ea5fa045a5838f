package org.openwa.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.Page;
import org.openwa.message.MessageStatus;
import org.openwa.message.MessageStore;
import org.openwa.message.StoredMessage;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends whose outcome is open, because the page or the node went away under them. The page is asked
 * for each; none is ever sent a second time.
 *
 * @param grace a page that has just connected may not have found its own unsent messages yet: only
 *     what it does not know after this time either has failed
 */
record OpenSends(SessionId session, long epoch, Page page, MessageStore messages, Duration grace) {

  private static final Logger LOG = LoggerFactory.getLogger(OpenSends.class);

  /** What is older stays as it is: the page may have forgotten it. */
  private static final Duration LOOK_BACK = Duration.ofHours(24);

  /**
   * Settles what was stored before this moment, one after the other. Never fails; what cannot be
   * settled now is tried again when the session connects the next time.
   */
  CompletionStage<Void> settle(Instant before) {
    return messages
        .unsettled(session, before.minus(LOOK_BACK), before)
        .thenCompose(this::settleAll)
        .exceptionally(failure -> later("its open sends", failure));
  }

  private @Nullable Void later(String what, Throwable failure) {
    LOG.warn("session {}: {} could not be settled: {}", session, what, failure.toString());
    return null;
  }

  private CompletionStage<Void> settleAll(List<StoredMessage> open) {
    CompletionStage<Void> all = CompletableFuture.completedStage(null);
    for (StoredMessage message : open) {
      all = all.thenCompose(_ -> settle(message));
    }
    return all;
  }

  private CompletionStage<Void> settle(StoredMessage message) {
    return lookup(message.id())
        .thenCompose(answer ->
            switch (answer) {
              // The page still tries; it reports when WhatsApp has it.
              case Page.Found(int ack, _) when ack == 0 -> CompletableFuture.completedStage(null);
              case Page.Found(int ack, long time) -> move(message, MessageFacts.status(ack), time);
              case Page.NotFound _ -> move(message, MessageStatus.FAILED, message.waTimestamp());
            })
        .exceptionally(failure -> later("message " + message.id(), failure));
  }

  private CompletionStage<Page.Lookup> lookup(MessageId id) {
    return page.lookup(id)
        .thenCompose(first ->
            first instanceof Page.NotFound
                ? CompletableFuture.runAsync(() -> {}, after(grace))
                    .thenCompose(_ -> page.lookup(id))
                : CompletableFuture.completedStage(first));
  }

  private static Executor after(Duration time) {
    return CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CompletionStage<Void> move(StoredMessage message, MessageStatus status, long time) {
    LOG.info("session {}: message {} is {} after all", session, message.id(), status);
    return messages.settle(session, epoch, message.id(), status, time).thenAccept(_ -> {});
  }
}
