package org.openwa.session.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.openwa.database.Database;
import org.openwa.event.Event;
import org.openwa.event.EventKind;
import org.openwa.event.OutboxListener;
import org.openwa.event.jdbc.EventLog;
import org.openwa.lease.jdbc.EpochFence;
import org.openwa.model.Account;
import org.openwa.model.SessionId;
import org.openwa.session.SessionConfig;
import org.openwa.session.SessionDirectory;
import org.openwa.session.SessionStatus;
import org.openwa.session.SessionView;

/** The list of sessions as rows of table {@code session}. */
public final class JdbcSessionDirectory implements SessionDirectory {

  private final Database database;
  private final EventLog events;
  private final OutboxListener outbox;
  private final String incarnation;

  /** A list whose events wake nobody: what they cause is found by the next sweep. */
  public JdbcSessionDirectory(Database database, String incarnation) {
    this(database, new EventLog(Clock.systemUTC()), _ -> {}, incarnation);
  }

  /**
   * @param incarnation of this node, see {@link org.openwa.lease.Owner}: it writes no row of a
   *     session that another one owns
   */
  public JdbcSessionDirectory(
      Database database, EventLog events, OutboxListener outbox, String incarnation) {
    this.database = database;
    this.events = events;
    this.outbox = outbox;
    this.incarnation = incarnation;
  }

  @Override
  public CompletionStage<Void> save(SessionView session) {
    return database
        .inTransaction(handle -> {
          EpochFence.requireOwnOrUnowned(handle, session.id(), session.epoch(), incarnation);
          boolean changed = !isStatus(handle, session);
          if (update(handle, session) == 0) {
            insert(handle, session);
          }
          return changed
              ? events.append(handle, session.id(), List.of(statusEvent(session)))
              : Set.<String>of();
        })
        .thenAccept(outbox::deliveriesWait);
  }

  private static boolean isStatus(Handle handle, SessionView session) {
    return handle
        .createQuery("SELECT status FROM session WHERE id = :id")
        .bind("id", session.id().value())
        .mapTo(String.class)
        .findFirst()
        .filter(session.status().name()::equals)
        .isPresent();
  }

  private static Event statusEvent(SessionView session) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("status", session.status().name());
    data.put("statusReason", session.statusReason());
    data.put("phone", session.account() == null ? null : session.account().phone());
    return new Event(
        EventKind.SESSION_STATUS,
        session.status() + "_" + session.epoch() + "_" + session.statusSince().toEpochMilli(),
        session.statusSince(),
        null,
        null,
        null,
        data);
  }

  /** With what hangs on it. The sequence stays: an id that is used again goes on counting. */
  @Override
  public CompletionStage<Void> delete(SessionId session) {
    return database.execute(handle -> {
      for (String table : List.of("delivery", "event", "webhook")) {
        handle.execute("DELETE FROM " + table + " WHERE session_id = ?", session.value());
      }
      // What is saved of its profile is not restored any more, and goes after a while.
      handle.execute(
          "UPDATE profile_version SET retired_at = CURRENT_TIMESTAMP"
              + " WHERE session_id = ? AND retired_at IS NULL",
          session.value());
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
    String where =
        (query.among().isEmpty() ? " WHERE TRUE" : " WHERE id = ANY(:among)")
            + (query.status().isPresent() ? " AND status = :status" : "");
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
    if (!query.among().isEmpty()) {
      statement.bindArray(
          "among", String.class, query.among().stream().map(SessionId::value).toList());
    }
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
