package org.openwa.schedule.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.openwa.database.Database;
import org.openwa.message.SendKey;
import org.openwa.model.SessionId;
import org.openwa.schedule.Booking;
import org.openwa.schedule.Cancelling;
import org.openwa.schedule.PlanId;
import org.openwa.schedule.PlanPage;
import org.openwa.schedule.PlanQuery;
import org.openwa.schedule.PlanStatus;
import org.openwa.schedule.PlannedSend;
import org.openwa.schedule.ScheduledSends;
import org.openwa.schedule.Verdict;

/** Scheduled sends as rows of table {@code scheduled_send}. */
public final class JdbcScheduledSends implements ScheduledSends {

  private final Database database;
  private final Clock clock;

  public JdbcScheduledSends(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Booking<PlannedSend>> add(PlannedSend send, Optional<SendKey> key) {
    return database.inTransaction(handle -> {
      boolean added =
          PlanKeys.take(handle, send.session(), key, send.id(), clock.instant())
              && PlanRows.bind(handle.createUpdate(INSERT), send)
                      .bind("due", send.dueAt())
                      .bind("key", key.map(SendKey::value).orElse(null))
                      .bind("fingerprint", key.map(SendKey::fingerprint).orElse(null))
                      .execute()
                  == 1;
      return added
          ? new Booking<>(send, false, true)
          : earlier(handle, send.session(), key.orElseThrow())
              .orElseGet(() -> new Booking<>(send, true, false));
    });
  }

  private static final String INSERT =
      """
      INSERT INTO scheduled_send (id, session_id, phone, chat_id, content, due_at, next_at, status,
        request_key, fingerprint, created_at, changed_at)
      VALUES (:id, :session, :phone, :chat, :content, :due, :due, :status, :key, :fingerprint,
        :created, :created)
      ON CONFLICT DO NOTHING
      """;

  private static Optional<Booking<PlannedSend>> earlier(
      Handle handle, SessionId session, SendKey key) {
    return handle
        .createQuery(
            "SELECT * FROM scheduled_send WHERE session_id = :session AND request_key = :key")
        .bind("session", session.value())
        .bind("key", key.value())
        .map((row, _) ->
            new Booking<>(
                PlanRows.read(row, "due_at"),
                true,
                key.fingerprint().equals(row.getString("fingerprint"))))
        .findFirst();
  }

  @Override
  public CompletionStage<Optional<PlannedSend>> find(SessionId session, PlanId id) {
    return database.inTransaction(handle -> find(handle, session, id));
  }

  private static Optional<PlannedSend> find(Handle handle, SessionId session, PlanId id) {
    return handle
        .createQuery("SELECT * FROM scheduled_send WHERE session_id = :session AND id = :id")
        .bind("session", session.value())
        .bind("id", id.value())
        .map((row, _) -> PlanRows.read(row, "due_at"))
        .findFirst();
  }

  /** The first half of the condition is for H2, which finds no range of an index in the second. */
  private static final PlanListing<PlannedSend> LISTING =
      new PlanListing<>(
          "SELECT p.* FROM scheduled_send p",
          "scheduled_send",
          """
          p.due_at >= (SELECT c.due_at FROM scheduled_send c WHERE c.id = :behind)
          AND (p.due_at, p.id) > (SELECT c.due_at, c.id FROM scheduled_send c WHERE c.id = :behind)
          """,
          "p.due_at, p.id",
          (row, _) -> PlanRows.read(row, "due_at"),
          PlannedSend::id);

  @Override
  public CompletionStage<PlanPage<PlannedSend>> list(PlanQuery query) {
    return database.inTransaction(handle -> LISTING.page(handle, query));
  }

  @Override
  public CompletionStage<Boolean> knowsKey(SessionId session, SendKey key) {
    return database.inTransaction(handle ->
        handle
            .createQuery(
                """
                SELECT 1 FROM scheduled_send
                WHERE session_id = :session AND request_key = :key AND created_at > :since
                UNION ALL
                SELECT 1 FROM bulk
                WHERE session_id = :session AND request_key = :key AND created_at > :since
                """)
            .bind("since", clock.instant().minus(PlanKeys.KEPT))
            .bind("session", session.value())
            .bind("key", key.value())
            .mapTo(Integer.class)
            .findFirst()
            .isPresent());
  }

  @Override
  public CompletionStage<Cancelling<PlannedSend>> cancel(SessionId session, PlanId id) {
    return database.inTransaction(handle -> {
      handle
          .createUpdate(
              """
              UPDATE scheduled_send SET status = 'CANCELLED', changed_at = :now
              WHERE session_id = :session AND id = :id AND status = 'PENDING'
              """)
          .bind("now", clock.instant())
          .bind("session", session.value())
          .bind("id", id.value())
          .execute();
      return find(handle, session, id)
          .<Cancelling<PlannedSend>>map(send ->
              send.status() == PlanStatus.CANCELLED
                  ? new Cancelling.Done<>(send)
                  : new Cancelling.TooLate<>(send))
          .orElseGet(Cancelling.NotFound::new);
    });
  }

  @Override
  public CompletionStage<List<PlannedSend>> claim(int limit, Duration claimFor) {
    return database.inTransaction(handle -> {
      Instant now = clock.instant();
      List<String> due =
          handle
              .createQuery(
                  "SELECT id FROM scheduled_send WHERE "
                      + PlanRows.OPEN
                      + " AND next_at <= :now ORDER BY next_at LIMIT :limit")
              .bind("now", now)
              .bind("limit", limit)
              .mapTo(String.class)
              .list();
      return due.stream()
          .map(id -> claim(handle, id, now, now.plus(claimFor)))
          .flatMap(Optional::stream)
          .toList();
    });
  }

  /** Empty where another node, or who cancelled it, was faster. */
  private static Optional<PlannedSend> claim(Handle handle, String id, Instant now, Instant until) {
    boolean isOurs =
        handle
                .createUpdate(
                    "UPDATE scheduled_send SET status = 'SENDING', next_at = :until,"
                        + " tried_at = COALESCE(tried_at, :now), changed_at = :now"
                        + " WHERE id = :id AND next_at <= :now AND "
                        + PlanRows.OPEN)
                .bind("until", until)
                .bind("now", now)
                .bind("id", id)
                .execute()
            == 1;
    return isOurs
        ? handle
            .createQuery("SELECT * FROM scheduled_send WHERE id = :id")
            .bind("id", id)
            .map((row, _) -> PlanRows.read(row, "due_at"))
            .findFirst()
        : Optional.empty();
  }

  @Override
  public CompletionStage<Void> settle(PlannedSend send, Verdict verdict, Duration again) {
    Instant now = clock.instant();
    return database.execute(handle ->
        handle
            .createUpdate(
                """
                UPDATE scheduled_send
                SET status = :status, message_id = :message, reason = :reason, changed_at = :now,
                  next_at = :next, tried_at = CASE WHEN :away THEN NULL ELSE tried_at END
                WHERE id = :id AND status = 'SENDING'
                """)
            .bind("status", verdict.status().name())
            .bind("message", verdict.message() == null ? null : verdict.message().value())
            .bind("reason", verdict.reason())
            .bind("now", now)
            .bind("next", now.plus(again))
            .bind("away", verdict.away())
            .bind("id", send.id().value())
            .execute());
  }
}
