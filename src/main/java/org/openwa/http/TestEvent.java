package org.openwa.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openwa.event.EventKind;
import org.openwa.model.SessionId;
import org.openwa.webhook.Outcome;
import org.openwa.webhook.Webhook;
import org.openwa.webhook.WebhookRequest;

/** An event that only says that the way to the receiver works. It is in no sequence and no log. */
final class TestEvent {

  private static final int ID_BYTES = 16;

  private TestEvent() {}

  static WebhookRequest of(Webhook webhook, WebhookDesk desk) {
    byte[] random = new byte[ID_BYTES];
    desk.random().nextBytes(random);
    String id = "evt_" + HexFormat.of().formatHex(random);
    Instant now = desk.clock().instant();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", id);
    body.put("event", EventKind.WEBHOOK_TEST.word());
    body.put("timestamp", now);
    body.put("sessionId", webhook.session().map(SessionId::value).orElse(null));
    body.put("data", Map.of("webhookId", webhook.id().value(), "message", "This is a test."));
    return WebhookRequest.of(
        webhook,
        id,
        EventKind.WEBHOOK_TEST.word(),
        new String(Json.write(body), StandardCharsets.UTF_8),
        now);
  }

  static WebhookJson.Test json(Outcome outcome) {
    return new WebhookJson.Test(
        outcome.delivered() ? "success" : "failed",
        outcome instanceof Outcome.Answered(var status, _, _) ? status : null,
        outcome.took().toMillis(),
        outcome.error().orElse(null));
  }
}
