package org.openwa.webhook.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
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
      lockOwner(handle, webhook.session().map(SessionId::value).orElse("*"));
      if (list(handle, webhook.session()).size() >= MAX) {
        return false;
      }
      WebhookRows.insert(handle, webhook);
      return true;
    });
  }

  /** So that two that are made at once are counted one after the other. */
  private static void lockOwner(Handle handle, String owner) {
    handle
        .createUpdate("INSERT INTO webhook_owner (owner) VALUES (:owner) ON CONFLICT DO NOTHING")
        .bind("owner", owner)
        .execute();
    handle
        .createQuery("SELECT owner FROM webhook_owner WHERE owner = :owner FOR UPDATE")
        .bind("owner", owner)
        .mapTo(String.class)
        .one();
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
  public CompletionStage<Optional<Webhook>> change(WebhookId id, UnaryOperator<Webhook> change) {
    return database.inTransaction(handle -> {
      Optional<Webhook> changed = WebhookRows.lock(handle, id).map(change);
      changed.ifPresent(webhook -> WebhookRows.update(handle, webhook));
      return changed;
    });
  }

  @Override
  public CompletionStage<Boolean> delete(WebhookId id) {
    return database.inTransaction(handle -> {
      handle.execute("DELETE FROM delivery WHERE webhook_id = ?", id.value());
      handle.execute("DELETE FROM retry_job WHERE webhook_id = ?", id.value());
      return handle.execute("DELETE FROM webhook WHERE id = ?", id.value()) == 1;
    });
  }
}
