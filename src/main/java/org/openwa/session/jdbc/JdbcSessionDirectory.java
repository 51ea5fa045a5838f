package org.openwa.session.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.openwa.database.Database;
import org.openwa.model.Account;
import org.openwa.model.SessionId;
import org.openwa.session.SessionConfig;
import org.openwa.session.SessionDirectory;
import org.openwa.session.SessionStatus;
import org.openwa.session.SessionView;

/** The list of sessions as rows of table {@code session}. */
public final class JdbcSessionDirectory implements SessionDirectory {

  private final Database database;

  public JdbcSessionDirectory(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Void> save(SessionView session) {
    return database.execute(handle -> {
      if (update(handle, session) == 0) {
        insert(handle, session);
      }
    });
  }

  @Override
  public CompletionStage<Void> delete(SessionId session) {
    return database.execute(handle -> {
      handle.execute("DELETE FROM session WHERE id = ?", session.value());
    });
  }

  @Override
  public CompletionStage<List<SessionId>> shouldRun() {
    return database.inTransaction(handle ->
        handle
            .createQuery("SELECT id FROM session WHERE should_run ORDER BY id")
            .map((row, _) -> new SessionId(row.getString("id")))
            .list());
  }

  @Override
  public CompletionStage<Listing> list(Query query) {
    String where = query.status().isPresent() ? " WHERE status = :status" : "";
    return database.inTransaction(handle ->
        new Listing(
            withStatus(
                    handle.createQuery(
                        "SELECT * FROM session"
                            + where
                            + orderBy(query)
                            + " LIMIT :limit OFFSET :offset"),
                    query)
                .bind("limit", query.limit())
                .bind("offset", query.offset())
                .map(JdbcSessionDirectory::read)
                .list(),
            withStatus(handle.createQuery("SELECT count(*) FROM session" + where), query)
                .mapTo(Long.class)
                .one()));
  }

  private static <S extends SqlStatement<S>> S withStatus(S statement, Query query) {
    query.status().ifPresent(status -> statement.bind("status", status.name()));
    return statement;
  }

  private static String orderBy(Query query) {
    String direction = query.descending() ? " DESC" : "";
    return switch (query.order()) {
      case ID -> " ORDER BY id" + direction;
      case CREATED_AT -> " ORDER BY created_at" + direction + ", id";
      case STATUS -> " ORDER BY status" + direction + ", id";
    };
  }

  private static int update(Handle handle, SessionView session) {
    return bind(
            handle.createUpdate(
                """
                UPDATE session SET name = :name, status = :status, status_reason = :reason,
                  status_since = :since, should_run = :shouldRun, phone = :phone,
                  push_name = :pushName, platform = :platform, node = :node, epoch = :epoch,
                  created_at = :createdAt, connected_at = :connectedAt,
                  auto_reconnect = :autoReconnect, reconnects = :reconnects
                WHERE id = :id
                """),
            session)
        .execute();
  }

  private static void insert(Handle handle, SessionView session) {
    bind(
            handle.createUpdate(
                """
                INSERT INTO session (id, name, status, status_reason, status_since, should_run,
                  phone, push_name, platform, node, epoch, created_at, connected_at,
                  auto_reconnect, reconnects)
                VALUES (:id, :name, :status, :reason, :since, :shouldRun, :phone, :pushName,
                  :platform, :node, :epoch, :createdAt, :connectedAt, :autoReconnect, :reconnects)
                """),
            session)
        .execute();
  }

  private static <S extends SqlStatement<S>> S bind(S statement, SessionView session) {
    Account account = session.account();
    return statement
        .bind("id", session.id().value())
        .bind("name", session.name())
        .bind("status", session.status().name())
        .bind("reason", session.statusReason())
        .bind("since", session.statusSince())
        .bind("shouldRun", session.shouldRun())
        .bind("phone", account == null ? null : account.phone())
        .bind("pushName", account == null ? null : account.pushName())
        .bind("platform", account == null ? null : account.platform())
        .bind("node", session.node())
        .bind("epoch", session.epoch())
        .bind("createdAt", session.createdAt())
        .bind("connectedAt", session.connectedAt())
        .bind("autoReconnect", session.config().autoReconnect())
        .bind("reconnects", session.reconnects());
  }

  private static SessionView read(ResultSet row, StatementContext context) throws SQLException {
    String phone = row.getString("phone");
    return new SessionView(
        new SessionId(row.getString("id")),
        row.getString("name"),
        SessionStatus.valueOf(row.getString("status")),
        row.getString("status_reason"),
        row.getTimestamp("status_since").toInstant(),
        row.getBoolean("should_run"),
        phone == null
            ? null
            : new Account(phone, row.getString("push_name"), row.getString("platform")),
        row.getString("node"),
        row.getLong("epoch"),
        row.getTimestamp("created_at").toInstant(),
        instant(row, "connected_at"),
        new SessionConfig(row.getBoolean("auto_reconnect")),
        row.getLong("reconnects"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var timestamp = row.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }
}
