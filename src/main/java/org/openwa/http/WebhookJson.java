package org.openwa.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openwa.event.Filters;
import org.openwa.model.SessionId;
import org.openwa.webhook.DeliveryRecord;
import org.openwa.webhook.DeliverySchedule;
import org.openwa.webhook.RetryProgress;
import org.openwa.webhook.Webhook;

/** A webhook as the API shows it: what is secret in it is not shown. */
record WebhookJson(
    String id,
    @Nullable String sessionId,
    String url,
    List<String> events,
    Filters filters,
    Map<String, String> headers,
    String secret,
    boolean enabled,
    @Nullable String disabledReason,
    String order,
    Retry retry,
    @Nullable Instant failingSince,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * When what failed is tried again.
   *
   * @param waits seconds before the second, third, ... attempt
   */
  record Retry(List<Long> waits) {

    static Retry of(DeliverySchedule schedule) {
      return new Retry(schedule.waits().stream().map(Duration::toSeconds).toList());
    }
  }

  static WebhookJson of(Webhook webhook) {
    return of(webhook, WebhookBody.MASK);
  }

  /** With its secret, for whoever has just made it: it is never shown again. */
  static WebhookJson withSecret(Webhook webhook) {
    return of(webhook, webhook.secrets().current());
  }

  private static WebhookJson of(Webhook webhook, String secret) {
    Map<String, String> masked = new TreeMap<>();
    webhook.headers().keySet().forEach(name -> masked.put(name, WebhookBody.MASK));
    return new WebhookJson(
        webhook.id().value(),
        webhook.session().map(SessionId::value).orElse(null),
        webhook.url().toString(),
        webhook.events().stream().sorted().toList(),
        webhook.filters(),
        masked,
        secret,
        webhook.enabled(),
        webhook.disabledReason(),
        webhook.order().name().toLowerCase(Locale.ROOT),
        Retry.of(webhook.retry().orElse(DeliverySchedule.DEFAULT)),
        webhook.failing().since(),
        webhook.createdAt(),
        webhook.updatedAt());
  }

  /** A line of the delivery log. */
  record Line(
      String id,
      String webhookId,
      String eventId,
      String event,
      String status,
      @Nullable Integer statusCode,
      @Nullable Long durationMs,
      int attempt,
      @Nullable String error,
      Instant createdAt,
      @Nullable Instant nextAttemptAt) {

    static Line of(DeliveryRecord line) {
      boolean open =
          switch (line.status()) {
            case PENDING, FAILED -> true;
            case SUCCESS, DEAD -> false;
          };
      return new Line(
          Long.toString(line.id()),
          line.webhook().value(),
          line.eventId(),
          line.event(),
          line.status().word(),
          line.statusCode(),
          line.durationMs(),
          line.attempt(),
          line.error(),
          line.createdAt(),
          open ? line.nextAttemptAt() : null);
    }
  }

  /** How a test delivery ended. */
  record Test(
      String status, @Nullable Integer statusCode, long durationMs, @Nullable String error) {}

  /** How much was made due again. */
  record Requeued(long requeued) {}

  /** How far a retry of everything has come. */
  record Progress(
      String status,
      long requeued,
      long done,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt) {

    static final Progress NONE = new Progress("none", 0, 0, null, null);

    static Progress of(RetryProgress progress) {
      return new Progress(
          progress.finishedAt() == null ? "running" : "done",
          progress.total(),
          progress.done(),
          progress.startedAt(),
          progress.finishedAt());
    }
  }
}
