package org.openwa.browser.selenium;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.BridgeEvent;
import org.openwa.model.Account;
import org.openwa.model.ChatId;

/** What the bridge script sends, as events. */
final class BridgeReport {

  /** The kind of the report that says that the page can be called; it is no event. */
  static final String READY = "ready";

  /** The kind of the report that something in the bridge went wrong; for the log. */
  static final String PROBLEM = "problem";

  private BridgeReport() {}

  static BridgeEvent read(JsonNode report, Clock clock) {
    if (FactReport.isFact(report)) {
      return new FactReport(report, clock).fact();
    }
    return kind(report).equals("presence") ? presence(report) : state(report, clock);
  }

  private static BridgeEvent.PageState state(JsonNode report, Clock clock) {
    return switch (kind(report)) {
      case "qr" ->
          new BridgeEvent.QrShown(
              text(report, "text"),
              clock.instant().plus(Duration.ofSeconds(report.path("seconds").asLong())));
      case "qr-exhausted" -> new BridgeEvent.QrExhausted();
      case "syncing" -> new BridgeEvent.Syncing();
      case "connected" ->
          new BridgeEvent.Connected(
              new Account(
                  text(report, "phone"),
                  optional(report, "pushName"),
                  optional(report, "platform")));
      case "offline" -> new BridgeEvent.Offline(text(report, "reason"));
      case "blocked" -> new BridgeEvent.Blocked(text(report, "reason"));
      case "unlinked" -> new BridgeEvent.Unlinked(text(report, "reason"));
      default -> throw new IllegalArgumentException("unknown report " + kind(report));
    };
  }

  private static BridgeEvent presence(JsonNode report) {
    return new BridgeEvent.PresenceChanged(
        new ChatId(text(report, "chat")),
        optional(report, "person"),
        text(report, "state"),
        Instant.ofEpochMilli(report.path("at").asLong()));
  }

  static String kind(JsonNode report) {
    return report.path("kind").asText();
  }

  private static String text(JsonNode report, String field) {
    return report.path(field).asText();
  }

  private static @Nullable String optional(JsonNode report, String field) {
    JsonNode value = report.path(field);
    return value.isTextual() ? value.asText() : null;
  }
}
