package org.openwa.webhook.jdbc;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.openwa.event.Event;
import org.openwa.event.EventKind;
import org.openwa.event.jdbc.EventJson;
import org.openwa.event.jdbc.EventLog;
import org.openwa.model.SessionId;
import org.openwa.webhook.DeliveryResult;
import org.openwa.webhook.FailureStreak;
import org.openwa.webhook.Webhook;

/** Disables a webhook whose receiver wants nothing more, or never answers. */
final class Disabling {

  static final String GONE = "the receiver answered 410 Gone";
  static final String HOPELESS = "every delivery failed for five days";

  private final Handle handle;
  private final EventLog events;
  private final Instant now;

  Disabling(Handle handle, EventLog events, Instant now) {
    this.handle = handle;
    this.events = events;
    this.now = now;
  }

  /**
   * A webhook that was disabled.
   *
   * @param waiting the webhooks that are to hear of it
   */
  record Disabled(Webhook webhook, Set<String> waiting) {}

  /** Takes note of results; empty where the webhook goes on. */
  Optional<Disabled> after(List<DeliveryResult> results, Webhook webhook) {
    FailureStreak streak = webhook.failing().after(results, webhook.url(), now);
    if (!streak.equals(webhook.failing())) {
      WebhookRows.saveStreak(handle, webhook.id(), streak);
    }
    Optional<DeliveryResult> gone =
        results.stream()
            .filter(result -> result.outcome().gone() && result.url().equals(webhook.url()))
            .findFirst();
    if (gone.isEmpty() && (results.isEmpty() || !streak.isHopeless(now))) {
      return Optional.empty();
    }
    return Optional.of(
        disable(webhook, gone.isPresent() ? GONE : HOPELESS, streak, results.getLast()));
  }

  /** Whoever else listens hears of it; the webhook itself gets nothing more. */
  private Disabled disable(
      Webhook webhook, String reason, FailureStreak streak, DeliveryResult last) {
    Webhook disabled = webhook.enabled(false, reason, now);
    WebhookRows.update(handle, disabled);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("webhookId", webhook.id().value());
    data.put("reason", reason);
    data.put("failingSince", streak.since() == null ? null : EventJson.time(streak.since()));
    Event event =
        new Event(
            EventKind.WEBHOOK_DISABLED,
            webhook.id() + "_" + now.toEpochMilli(),
            now,
            null,
            null,
            null,
            data);
    Optional<SessionId> session = webhook.session().or(() -> sessionOf(last));
    return new Disabled(
        disabled, session.map(id -> events.append(handle, id, List.of(event))).orElse(Set.of()));
  }

  /** A webhook of all sessions says it in the session whose event it could not deliver. */
  private Optional<SessionId> sessionOf(DeliveryResult result) {
    return handle
        .createQuery("SELECT session_id FROM delivery WHERE position = :delivery")
        .bind("delivery", result.delivery())
        .map((row, _) -> new SessionId(row.getString("session_id")))
        .findFirst();
  }
}
