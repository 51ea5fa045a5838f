package org.openwa.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What the owners of webhooks work with.
 *
 * @param schedule of webhooks that have none of their own
 * @param firstAttempts at most so many at once
 * @param retries at most so many at once, beside them, so that neither waits for the other
 * @param claimFor longer than an attempt takes
 */
public record DeliveryParts(
    Deliveries deliveries,
    WebhookSender sender,
    DeliverySchedule schedule,
    int firstAttempts,
    int retries,
    Duration claimFor,
    Clock clock,
    RandomGenerator random) {}
