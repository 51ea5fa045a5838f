package org.openwa.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openwa.message.SendKey;
import org.openwa.model.ChatId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;
import org.openwa.model.Total;
import org.openwa.schedule.Booking;
import org.openwa.schedule.Bulk;
import org.openwa.schedule.Bulks;
import org.openwa.schedule.Cancelling;
import org.openwa.schedule.Pace;
import org.openwa.schedule.PlanId;
import org.openwa.schedule.PlanPage;
import org.openwa.schedule.PlanQuery;
import org.openwa.schedule.PlanStatus;
import org.openwa.schedule.PlannedSend;
import org.openwa.schedule.Verdict;

/** One bulk; remembers what is added. */
final class FakeBulks implements Bulks {

  static final PlanId ID = new PlanId("bulk_0123456789abcdef01234567");

  final List<Bulk> added = new ArrayList<>();
  final List<PlannedSend> items = new ArrayList<>();
  final List<PlanQuery> queries = new ArrayList<>();
  boolean sameRequest = true;
  boolean tooLate;

  private static Bulk bulk(boolean cancelled) {
    return new Bulk(
        ID,
        new SessionId("default"),
        new Pace(Duration.ofSeconds(3), Duration.ofSeconds(2)),
        1,
        cancelled,
        Map.of(cancelled ? PlanStatus.CANCELLED : PlanStatus.PENDING, 1),
        FakeSessions.NOON);
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedStage(value);
  }

  @Override
  public CompletionStage<Booking<Bulk>> add(
      Bulk bulk, List<PlannedSend> wanted, Optional<SendKey> key) {
    added.add(bulk);
    items.addAll(wanted);
    return done(new Booking<>(bulk, false, sameRequest));
  }

  @Override
  public CompletionStage<Optional<Bulk>> find(SessionId session, PlanId id) {
    return done(Optional.of(bulk(false)).filter(bulk -> bulk.id().equals(id)));
  }

  @Override
  public CompletionStage<PlanPage<Bulk>> list(PlanQuery query) {
    queries.add(query);
    return done(new PlanPage<>(List.of(bulk(false)), new Total(7, true), Optional.of(ID)));
  }

  @Override
  public CompletionStage<List<PlannedSend>> items(SessionId session, PlanId id) {
    return done(
        List.of(
            PlannedSend.pending(
                FakeScheduled.ID,
                session,
                "4670000002",
                new ChatId("4670000002@c.us"),
                OutgoingMessage.text("hello"),
                FakeSessions.NOON,
                FakeSessions.NOON)));
  }

  @Override
  public CompletionStage<Cancelling<Bulk>> cancel(SessionId session, PlanId id) {
    if (!id.equals(ID)) {
      return done(new Cancelling.NotFound<>());
    }
    return done(
        tooLate ? new Cancelling.TooLate<>(bulk(false)) : new Cancelling.Done<>(bulk(true)));
  }

  @Override
  public CompletionStage<List<Turn>> claim(int sessions, Duration claimFor) {
    throw new AssertionError("the API never takes anything");
  }

  @Override
  public CompletionStage<Void> settle(Turn turn, Verdict verdict, Duration next) {
    throw new AssertionError("the API never settles anything");
  }
}
