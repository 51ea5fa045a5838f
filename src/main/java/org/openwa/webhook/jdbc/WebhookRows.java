package org.openwa.webhook.jdbc;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.jdbc.EventJson;
import org.openwa.model.SessionId;
import org.openwa.webhook.DeliverySchedule;
import org.openwa.webhook.FailureStreak;
import org.openwa.webhook.Secrets;
import org.openwa.webhook.Webhook;
import org.openwa.webhook.WebhookId;

/** Rows of table {@code webhook}. */
final class WebhookRows {

  private WebhookRows() {}

  static Optional<Webhook> find(Handle handle, WebhookId id) {
    return handle
        .createQuery("SELECT * FROM webhook WHERE id = :id")
        .bind("id", id.value())
        .map(WebhookRows::read)
        .findFirst();
  }

  /** The row stays locked until the transaction ends. */
  static Optional<Webhook> lock(Handle handle, WebhookId id) {
    return handle
        .createQuery("SELECT * FROM webhook WHERE id = :id FOR UPDATE")
        .bind("id", id.value())
        .map(WebhookRows::read)
        .findFirst();
  }

  static void insert(Handle handle, Webhook webhook) {
    bind(
            handle.createUpdate(
                """
                INSERT INTO webhook (id, session_id, url, events, filters, headers, secret,
                  former_secret, former_secret_until, enabled, disabled_reason, delivery_order,
                  retry, failing_since, failures, created_at, updated_at)
                VALUES (:id, :session, :url, :events, :filters, :headers, :secret,
                  :formerSecret, :formerUntil, :enabled, :reason, :order, :retry, :failingSince,
                  :failures, :createdAt, :updatedAt)
                """),
            webhook)
        .execute();
  }

  static void update(Handle handle, Webhook webhook) {
    bind(
            handle.createUpdate(
                """
                UPDATE webhook SET url = :url, events = :events, filters = :filters,
                  headers = :headers, secret = :secret, former_secret = :formerSecret,
                  former_secret_until = :formerUntil, enabled = :enabled,
                  disabled_reason = :reason, delivery_order = :order, retry = :retry,
                  failing_since = :failingSince, failures = :failures, updated_at = :updatedAt
                WHERE id = :id
                """),
            webhook)
        .execute();
  }

  static void saveStreak(Handle handle, WebhookId id, FailureStreak streak) {
    handle
        .createUpdate(
            "UPDATE webhook SET failing_since = :since, failures = :failures WHERE id = :id")
        .bind("since", streak.since())
        .bind("failures", streak.failures())
        .bind("id", id.value())
        .execute();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Webhook webhook) {
    Secrets secrets = webhook.secrets();
    return statement
        .bind("id", webhook.id().value())
        .bind("session", webhook.session().map(SessionId::value).orElse(null))
        .bind("url", webhook.url().toString())
        .bind("events", webhook.events().stream().sorted().collect(Collectors.joining(",")))
        .bind("filters", EventJson.write(webhook.filters()))
        .bind("headers", EventJson.write(webhook.headers()))
        .bind("secret", secrets.current())
        .bind("formerSecret", secrets.former())
        .bind("formerUntil", secrets.formerUntil())
        .bind("enabled", webhook.enabled())
        .bind("reason", webhook.disabledReason())
        .bind("order", webhook.order().name())
        .bind("retry", webhook.retry().map(WebhookRows::write).orElse(null))
        .bind("failingSince", webhook.failing().since())
        .bind("failures", webhook.failing().failures())
        .bind("createdAt", webhook.createdAt())
        .bind("updatedAt", webhook.updatedAt());
  }

  @SuppressWarnings("unchecked") // What was written is a map of strings.
  static Webhook read(ResultSet row, StatementContext context) throws SQLException {
    var formerUntil = row.getTimestamp("former_secret_until");
    var failingSince = row.getTimestamp("failing_since");
    return new Webhook(
        new WebhookId(row.getString("id")),
        Optional.ofNullable(row.getString("session_id")).map(SessionId::new),
        URI.create(row.getString("url")),
        Arrays.stream(row.getString("events").split(",")).collect(Collectors.toUnmodifiableSet()),
        EventJson.filters(row.getString("filters")),
        (Map<String, String>) EventJson.read(row.getString("headers"), Map.class),
        new Secrets(
            row.getString("secret"),
            row.getString("former_secret"),
            formerUntil == null ? null : formerUntil.toInstant()),
        row.getBoolean("enabled"),
        row.getString("disabled_reason"),
        DeliveryOrder.valueOf(row.getString("delivery_order")),
        Optional.ofNullable(row.getString("retry")).map(WebhookRows::schedule),
        new FailureStreak(
            failingSince == null ? null : failingSince.toInstant(), row.getInt("failures")),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant());
  }

  private static String write(DeliverySchedule schedule) {
    return schedule.waits().stream()
        .map(wait -> Long.toString(wait.toSeconds()))
        .collect(Collectors.joining(","));
  }

  private static DeliverySchedule schedule(String text) {
    return new DeliverySchedule(
        Arrays.stream(text.split(","))
            .filter(seconds -> !seconds.isEmpty())
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .toList());
  }
}
