package org.openwa.schedule.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openwa.database.Database;
import org.openwa.message.SendKey;
import org.openwa.model.SessionId;
import org.openwa.schedule.Booking;
import org.openwa.schedule.Bulk;
import org.openwa.schedule.Bulks;
import org.openwa.schedule.Cancelling;
import org.openwa.schedule.PlanId;
import org.openwa.schedule.PlanPage;
import org.openwa.schedule.PlanQuery;
import org.openwa.schedule.PlannedSend;
import org.openwa.schedule.Verdict;

/** Bulks as rows of {@code bulk} and {@code bulk_item}; whose turn it is lies in a lane. */
public final class JdbcBulks implements Bulks {

  private final Database database;
  private final Clock clock;

  public JdbcBulks(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Booking<Bulk>> add(
      Bulk bulk, List<PlannedSend> items, Optional<SendKey> key) {
    return database.inTransaction(handle -> {
      boolean added =
          PlanKeys.take(handle, bulk.session(), key, bulk.id(), clock.instant())
              && BulkRows.insert(handle, bulk, key);
      if (!added) {
        return BulkRows.earlier(handle, bulk.session(), key.orElseThrow())
            .orElseGet(() -> new Booking<>(bulk, true, false));
      }
      PreparedBatch batch = handle.prepareBatch(INSERT_ITEM);
      for (PlannedSend item : items) {
        PlanRows.bind(batch, item).bind("bulk", bulk.id().value()).add();
      }
      batch.execute();
      BulkLanes.open(handle, bulk.session(), clock.instant());
      return new Booking<>(
          BulkRows.find(handle, bulk.session(), bulk.id()).orElseThrow(), false, true);
    });
  }

  private static final String INSERT_ITEM =
      """
      INSERT INTO bulk_item (id, bulk_id, session_id, phone, chat_id, content, status, created_at,
        changed_at)
      VALUES (:id, :bulk, :session, :phone, :chat, :content, :status, :created, :created)
      """;

  @Override
  public CompletionStage<Optional<Bulk>> find(SessionId session, PlanId id) {
    return database.inTransaction(handle -> BulkRows.find(handle, session, id));
  }

  @Override
  public CompletionStage<PlanPage<Bulk>> list(PlanQuery query) {
    return database.inTransaction(handle -> BulkRows.LISTING.page(handle, query));
  }

  @Override
  public CompletionStage<List<PlannedSend>> items(SessionId session, PlanId id) {
    return database.inTransaction(handle ->
        handle
            .createQuery(
                "SELECT * FROM bulk_item WHERE bulk_id = :id AND session_id = :session"
                    + " ORDER BY position")
            .bind("id", id.value())
            .bind("session", session.value())
            .map((row, _) -> PlanRows.read(row, "created_at"))
            .list());
  }

  @Override
  public CompletionStage<Cancelling<Bulk>> cancel(SessionId session, PlanId id) {
    return database.inTransaction(handle -> {
      int stopped =
          handle
              .createUpdate(
                  """
                  UPDATE bulk_item SET status = 'CANCELLED', changed_at = :now
                  WHERE bulk_id = :id AND session_id = :session AND status = 'PENDING'
                  """)
              .bind("now", clock.instant())
              .bind("id", id.value())
              .bind("session", session.value())
              .execute();
      if (stopped > 0) {
        handle.execute("UPDATE bulk SET cancelled = TRUE WHERE id = ?", id.value());
      }
      return BulkRows.find(handle, session, id)
          .<Cancelling<Bulk>>map(bulk ->
              bulk.cancelled() ? new Cancelling.Done<>(bulk) : new Cancelling.TooLate<>(bulk))
          .orElseGet(Cancelling.NotFound::new);
    });
  }

  @Override
  public CompletionStage<List<Turn>> claim(int sessions, Duration claimFor) {
    return database.inTransaction(handle -> {
      Instant now = clock.instant();
      return BulkLanes.due(handle, now, sessions).stream()
          .filter(session -> BulkLanes.claim(handle, session, now, now.plus(claimFor)))
          .map(session -> nextTurn(handle, session, now))
          .flatMap(Optional::stream)
          .toList();
    });
  }

  /** What a node was sending when it died comes first. */
  private static Optional<Turn> nextTurn(Handle handle, SessionId session, Instant now) {
    Optional<String> item =
        first(handle, session, "SENDING").or(() -> first(handle, session, "PENDING"));
    if (item.isEmpty()) {
      BulkLanes.close(handle, session);
      return Optional.empty();
    }
    boolean isOurs =
        handle
                .createUpdate(
                    "UPDATE bulk_item SET status = 'SENDING', changed_at = :now,"
                        + " tried_at = COALESCE(tried_at, :now) WHERE id = :id AND "
                        + PlanRows.OPEN)
                .bind("now", now)
                .bind("id", item.get())
                .execute()
            == 1;
    // Cancelled at this moment: then the next one.
    return isOurs ? Optional.of(turn(handle, item.get(), now)) : nextTurn(handle, session, now);
  }

  private static Optional<String> first(Handle handle, SessionId session, String status) {
    return handle
        .createQuery(
            "SELECT id FROM bulk_item WHERE session_id = :session AND status = :status"
                + " ORDER BY position LIMIT 1")
        .bind("session", session.value())
        .bind("status", status)
        .mapTo(String.class)
        .findFirst();
  }

  private static Turn turn(Handle handle, String item, Instant now) {
    return handle
        .createQuery(
            """
            SELECT i.*, b.delay_ms, b.jitter_ms, COALESCE(l.away_since, :now) AS away,
              (SELECT count(*) FROM bulk_item o WHERE o.session_id = i.session_id
                AND o.chat_id = i.chat_id AND o.status IN ('SENT', 'UNKNOWN')
                AND o.changed_at > :yesterday) AS sent_today
            FROM bulk_item i JOIN bulk b ON b.id = i.bulk_id
            JOIN bulk_lane l ON l.session_id = i.session_id
            WHERE i.id = :id
            """)
        .bind("now", now)
        .bind("yesterday", now.minus(Duration.ofHours(24)))
        .bind("id", item)
        .map((row, _) ->
            new Turn(
                PlanRows.read(row, "created_at"),
                BulkRows.pace(row),
                row.getTimestamp("away").toInstant(),
                row.getLong("sent_today")))
        .one();
  }

  @Override
  public CompletionStage<Void> settle(Turn turn, Verdict verdict, Duration next) {
    Instant now = clock.instant();
    return database.execute(handle -> {
      handle
          .createUpdate(
              """
              UPDATE bulk_item
              SET status = :status, message_id = :message, reason = :reason, changed_at = :now,
                tried_at = CASE WHEN :away THEN NULL ELSE tried_at END
              WHERE id = :id AND status = 'SENDING'
              """)
          .bind("status", verdict.status().name())
          .bind("message", verdict.message() == null ? null : verdict.message().value())
          .bind("reason", verdict.reason())
          .bind("now", now)
          .bind("away", verdict.away())
          .bind("id", turn.item().id().value())
          .execute();
      BulkLanes.release(handle, turn.item().session(), verdict.away(), now, now.plus(next));
    });
  }
}
