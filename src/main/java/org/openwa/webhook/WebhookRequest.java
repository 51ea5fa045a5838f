package org.openwa.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** One signed POST. */
public record WebhookRequest(URI url, Map<String, String> headers, String body) {

  /** Never taken from a customer. */
  private static final String USER_AGENT = "OpenWA-Webhook/1.0";

  /** Signs an event for a webhook at this moment. */
  public static WebhookRequest of(
      Webhook webhook, String eventId, String event, String body, Instant now) {
    long timestamp = now.getEpochSecond();
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", USER_AGENT);
    headers.put("webhook-id", eventId);
    headers.put("webhook-timestamp", Long.toString(timestamp));
    headers.put(
        "webhook-signature",
        Signature.standard(webhook.secrets().at(now), eventId, timestamp, body));
    headers.put("X-OpenWA-Event", event);
    headers.put("X-OpenWA-Signature", Signature.legacy(webhook.secrets().current(), body));
    webhook.headers().forEach(headers::putIfAbsent);
    return new WebhookRequest(webhook.url(), headers, body);
  }

  /** The id alone: neither body nor header is for a log. */
  @Override
  public String toString() {
    return "WebhookRequest[" + headers.getOrDefault("webhook-id", "") + "]";
  }
}
