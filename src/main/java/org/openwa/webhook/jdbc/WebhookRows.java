package org.openwa.webhook.jdbc;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  static <S extends SqlStatement<S>> S bind(S statement, Webhook webhook) {
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
        .bind("createdAt", webhook.createdAt())
        .bind("updatedAt", webhook.updatedAt());
  }

  @SuppressWarnings("unchecked") // What was written is a map of strings.
  static Webhook read(ResultSet row, StatementContext context) throws SQLException {
    var formerUntil = row.getTimestamp("former_secret_until");
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
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant());
  }
}
