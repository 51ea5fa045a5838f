package org.openwa.webhook;

import java.util.concurrent.CompletionStage;

/** Sends requests to customers. */
@FunctionalInterface
public interface WebhookSender {

  /** Sends once; never fails and never blocks. */
  CompletionStage<Outcome> send(WebhookRequest request);
}
