package org.openwa.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.openwa.model.SessionId;
import org.openwa.webhook.Webhook;

/** Whose webhooks a path is about: those of one session, or those of all sessions together. */
enum WebhookScope {
  SESSION("/api/sessions/{id}/webhooks") {
    @Override
    Optional<SessionId> owner(Call call) {
      return Optional.of(call.session());
    }
  },
  ALL_SESSIONS("/api/webhooks") {
    @Override
    Optional<SessionId> owner(Call call) {
      return Optional.empty();
    }
  };

  private final String path;

  WebhookScope(String path) {
    this.path = path;
  }

  static List<WebhookScope> all() {
    return List.of(values());
  }

  abstract Optional<SessionId> owner(Call call);

  String many() {
    return path;
  }

  String one() {
    return path + "/{webhookId}";
  }

  /** A webhook of another owner is not found. */
  CompletionStage<Webhook> find(WebhookDesk desk, Call call) {
    return desk.webhooks().find(call.webhook()).thenApply(found -> require(call, found));
  }

  Webhook require(Call call, Optional<Webhook> found) {
    return found
        .filter(webhook -> webhook.session().equals(owner(call)))
        .orElseThrow(() -> Problem.webhookNotFound().exception());
  }
}
