package org.openwa.http;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Consumer;
import org.openwa.egress.AddressGuard;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.WebhookId;
import org.openwa.webhook.WebhookSender;
import org.openwa.webhook.Webhooks;

/**
 * All that the routes of webhooks ask.
 *
 * @param sender for test events, which do not wait in the outbox
 * @param guard says which addresses a URL may name
 * @param wake tells a webhook that something is due
 */
public record WebhookDesk(
    Webhooks webhooks,
    Deliveries deliveries,
    WebhookSender sender,
    AddressGuard guard,
    Consumer<WebhookId> wake,
    Clock clock,
    SecureRandom random) {}
