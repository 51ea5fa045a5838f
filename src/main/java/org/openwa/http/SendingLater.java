package org.openwa.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.message.SendKey;
import org.openwa.model.ChatId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;
import org.openwa.schedule.Booking;
import org.openwa.schedule.PlanId;
import org.openwa.schedule.PlannedSend;

/** Messages with a time of their own: kept now, sent then. */
record SendingLater(KnownSessions known, PlanDesk desk) {

  private static final Duration LONGEST = Duration.ofDays(366);

  /** The time that a message wants; empty where it is to be sent at once. */
  Optional<Instant> time(JsonFields fields) {
    return fields.parsed(
        "sendAt", this::parse, "a time to come, within a year, like 2026-01-31T12:00:00.000Z");
  }

  private Optional<Instant> parse(String text) {
    Instant now = desk.clock().instant();
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant())
          .filter(time -> time.isAfter(now) && !time.isAfter(now.plus(LONGEST)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Keeps it; a key keeps it from being kept twice. */
  CompletionStage<HttpResponse> keep(
      SessionId session,
      String phone,
      ChatId chat,
      OutgoingMessage message,
      Instant time,
      Optional<SendKey> key) {
    PlannedSend planned =
        PlannedSend.pending(
            PlanId.ofSend(desk.random()),
            session,
            phone,
            chat,
            message,
            time,
            desk.clock().instant());
    return known
        .require(session)
        .thenCompose(_ -> desk.scheduled().add(planned, key))
        .thenApply(SendingLater::answer);
  }

  /** A key that stands for a plan stands for no other send. */
  CompletionStage<Void> requireNoPlan(SessionId session, SendKey key) {
    return desk.scheduled()
        .knowsKey(session, key)
        .thenAccept(isKnown -> {
          if (isKnown) {
            throw SendProblem.keyReused().exception();
          }
        });
  }

  private static HttpResponse answer(Booking<PlannedSend> booking) {
    if (!booking.sameRequest()) {
      throw SendProblem.keyReused().exception();
    }
    HttpResponse answer = Answers.json(201, PlanJson.Scheduled.of(booking.value()));
    return booking.repeated() ? answer.addHeader(Sending.REPLAYED) : answer;
  }
}
