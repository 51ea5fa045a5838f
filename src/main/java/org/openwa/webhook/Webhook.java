package org.openwa.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.Filters;
import org.openwa.model.SessionId;

/**
 * Where a customer wants to hear of events.
 *
 * @param session empty for all sessions
 * @param events words of {@link org.openwa.event.EventKind}, or {@code *}
 * @param headers sent with every delivery; their values are secrets
 * @param disabledReason why it was disabled without anybody asking; null otherwise
 * @param retry when what failed is tried again; empty for the usual schedule
 */
public record Webhook(
    WebhookId id,
    Optional<SessionId> session,
    URI url,
    Set<String> events,
    Filters filters,
    Map<String, String> headers,
    Secrets secrets,
    boolean enabled,
    @Nullable String disabledReason,
    DeliveryOrder order,
    Optional<DeliverySchedule> retry,
    FailureStreak failing,
    Instant createdAt,
    Instant updatedAt) {

  public Webhook {
    events = Set.copyOf(events);
    headers = Map.copyOf(headers);
  }

  /** Without headers and secrets, and without a URL that may hold some: none is for a log. */
  @Override
  public String toString() {
    return "Webhook[" + id + "]";
  }

  /** The same, enabled or not. One that is enabled anew has failed at nothing yet. */
  public Webhook enabled(boolean wanted, @Nullable String reason, Instant now) {
    FailureStreak streak = wanted && !enabled ? FailureStreak.NONE : failing;
    return new Webhook(
        id, session, url, events, filters, headers, secrets, wanted, reason, order, retry, streak,
        createdAt, now);
  }

  /** The same, changed at this moment. */
  public Webhook at(Instant now) {
    return with(secrets, now);
  }

  /** The same with other secrets. */
  public Webhook with(Secrets others, Instant now) {
    return new Webhook(
        id,
        session,
        url,
        events,
        filters,
        headers,
        others,
        enabled,
        disabledReason,
        order,
        retry,
        failing,
        createdAt,
        now);
  }
}
