package org.openwa.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openwa.message.SendKey;
import org.openwa.model.ChatId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;
import org.openwa.model.Total;
import org.openwa.schedule.Booking;
import org.openwa.schedule.Cancelling;
import org.openwa.schedule.PlanId;
import org.openwa.schedule.PlanPage;
import org.openwa.schedule.PlanQuery;
import org.openwa.schedule.PlanStatus;
import org.openwa.schedule.PlannedSend;
import org.openwa.schedule.ScheduledSends;
import org.openwa.schedule.Verdict;

/** One scheduled message; remembers what is added. */
final class FakeScheduled implements ScheduledSends {

  static final PlanId ID = new PlanId("later_0123456789abcdef01234567");

  final List<PlannedSend> added = new ArrayList<>();
  final List<PlanQuery> queries = new ArrayList<>();
  boolean knowsKey;
  boolean sameRequest = true;
  boolean repeated;
  boolean tooLate;

  private static PlannedSend planned(PlanStatus status) {
    return new PlannedSend(
        ID,
        new SessionId("default"),
        "4670000002",
        new ChatId("4670000002@c.us"),
        OutgoingMessage.text("hello"),
        FakeSessions.NOON.plusSeconds(60),
        status,
        null,
        null,
        null,
        FakeSessions.NOON,
        FakeSessions.NOON);
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedStage(value);
  }

  @Override
  public CompletionStage<Booking<PlannedSend>> add(PlannedSend send, Optional<SendKey> key) {
    added.add(send);
    return done(new Booking<>(send, repeated, sameRequest));
  }

  @Override
  public CompletionStage<Optional<PlannedSend>> find(SessionId session, PlanId id) {
    return done(Optional.of(planned(PlanStatus.PENDING)).filter(send -> send.id().equals(id)));
  }

  @Override
  public CompletionStage<PlanPage<PlannedSend>> list(PlanQuery query) {
    queries.add(query);
    return done(
        new PlanPage<>(
            List.of(planned(query.status().orElse(PlanStatus.PENDING))),
            new Total(10_000, false),
            Optional.of(ID)));
  }

  @Override
  public CompletionStage<Boolean> knowsKey(SessionId session, SendKey key) {
    return done(knowsKey);
  }

  @Override
  public CompletionStage<Cancelling<PlannedSend>> cancel(SessionId session, PlanId id) {
    if (!id.equals(ID)) {
      return done(new Cancelling.NotFound<>());
    }
    return done(
        tooLate
            ? new Cancelling.TooLate<>(planned(PlanStatus.SENDING))
            : new Cancelling.Done<>(planned(PlanStatus.CANCELLED)));
  }

  @Override
  public CompletionStage<List<PlannedSend>> claim(int limit, Duration claimFor) {
    throw new AssertionError("the API never takes anything");
  }

  @Override
  public CompletionStage<Void> settle(PlannedSend send, Verdict verdict, Duration again) {
    throw new AssertionError("the API never settles anything");
  }
}
