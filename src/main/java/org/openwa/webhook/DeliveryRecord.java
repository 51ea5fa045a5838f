package org.openwa.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of a webhook's delivery log. */
public record DeliveryRecord(
    long id,
    WebhookId webhook,
    String eventId,
    String event,
    DeliveryStatus status,
    @Nullable Integer statusCode,
    @Nullable Long durationMs,
    int attempt,
    @Nullable String error,
    Instant createdAt,
    Instant nextAttemptAt) {}
