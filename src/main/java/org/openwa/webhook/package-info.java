/**
 * Delivers events to customers: at least once, signed, in order per chat, again for about three
 * days when that fails. Read {@code Webhook}, {@code DeliverySchedule}, {@code Breaker}, then
 * {@code WebhookEntity}.
 */
@NullMarked
package org.openwa.webhook;

import org.jspecify.annotations.NullMarked;
