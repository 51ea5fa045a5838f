package org.openwa.webhook.jdbc;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.openwa.database.Database;
import org.openwa.model.SessionId;
import org.openwa.webhook.Webhook;
import org.openwa.webhook.WebhookId;
import org.openwa.webhook.Webhooks;

/** Webhooks as rows of table {@code webhook}. */
public final class JdbcWebhooks implements Webhooks {

  private static final String OF_SESSION = "session_id = :session";
  private static final String OF_ALL = "session_id IS NULL";

  private final Database database;

  public JdbcWebhooks(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Boolean> create(Webhook webhook) {
    return database.inTransaction(handle -> {
      if (list(handle, webhook.session()).size() >= MAX) {
        return false;
      }
      WebhookRows.bind(
              handle.createUpdate(
                  """
                  INSERT INTO webhook (id, session_id, url, events, filters, headers, secret,
                    former_secret, former_secret_until, enabled, disabled_reason,
                    delivery_order, created_at, updated_at)
                  VALUES (:id, :session, :url, :events, :filters, :headers, :secret,
                    :formerSecret, :formerUntil, :enabled, :reason, :order, :createdAt,
                    :updatedAt)
                  """),
              webhook)
          .execute();
      return true;
    });
  }

  @Override
  public CompletionStage<Optional<Webhook>> find(WebhookId id) {
    return database.inTransaction(handle -> WebhookRows.find(handle, id));
  }

  @Override
  public CompletionStage<List<Webhook>> list(Optional<SessionId> session) {
    return database.inTransaction(handle -> list(handle, session));
  }

  private static List<Webhook> list(Handle handle, Optional<SessionId> session) {
    var query =
        handle.createQuery(
            "SELECT * FROM webhook WHERE "
                + (session.isPresent() ? OF_SESSION : OF_ALL)
                + " ORDER BY created_at, id");
    session.ifPresent(id -> query.bind("session", id.value()));
    return query.map(WebhookRows::read).list();
  }

  @Override
  public CompletionStage<Boolean> update(Webhook webhook) {
    return database.inTransaction(handle ->
        WebhookRows.bind(
                    handle.createUpdate(
                        """
                        UPDATE webhook SET url = :url, events = :events, filters = :filters,
                          headers = :headers, secret = :secret,
                          former_secret = :formerSecret, former_secret_until = :formerUntil,
                          enabled = :enabled, disabled_reason = :reason,
                          delivery_order = :order, updated_at = :updatedAt
                        WHERE id = :id
                        """),
                    webhook)
                .execute()
            == 1);
  }

  @Override
  public CompletionStage<Boolean> disable(WebhookId id, URI url, String reason, Instant now) {
    return database.inTransaction(handle ->
        handle
                .createUpdate(
                    """
                    UPDATE webhook
                    SET enabled = FALSE, disabled_reason = :reason, updated_at = :now
                    WHERE id = :id AND url = :url AND enabled
                    """)
                .bind("reason", reason)
                .bind("now", now)
                .bind("id", id.value())
                .bind("url", url.toString())
                .execute()
            == 1);
  }

  @Override
  public CompletionStage<Boolean> delete(WebhookId id) {
    return database.inTransaction(handle -> {
      handle.execute("DELETE FROM delivery WHERE webhook_id = ?", id.value());
      return handle.execute("DELETE FROM webhook WHERE id = ?", id.value()) == 1;
    });
  }

  @Override
  public CompletionStage<Void> deleteAll(SessionId session) {
    return database.execute(handle -> {
      handle.execute("DELETE FROM delivery WHERE session_id = ?", session.value());
      handle.execute("DELETE FROM webhook WHERE session_id = ?", session.value());
    });
  }
}
