package org.openwa.http;

import static org.openwa.http.Endpoint.get;
import static org.openwa.http.Endpoint.post;
import static org.openwa.http.Endpoint.trigger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.access.Role;
import org.openwa.message.SendKey;
import org.openwa.model.SessionId;
import org.openwa.schedule.Booking;
import org.openwa.schedule.Bulk;
import org.openwa.schedule.Cancelling;
import org.openwa.schedule.PlanId;
import org.openwa.schedule.PlanQuery;
import org.openwa.schedule.PlannedSend;

/** Many messages, one after the other: {@code /api/sessions/{id}/bulk}. */
final class BulkRoutes {

  private static final String ALL = "/api/sessions/{id}/bulk";
  private static final String ONE = ALL + "/{planId}";
  private static final int MAX_LIMIT = 1_000;
  private static final int DEFAULT_LIMIT = 100;

  private final KnownSessions known;
  private final PlanDesk desk;

  BulkRoutes(KnownSessions known, PlanDesk desk) {
    this.known = known;
    this.desk = desk;
  }

  List<Endpoint> endpoints() {
    return List.of(
        post("/api/sessions/{id}/messages/bulk", Role.SENDER, this::add),
        get(ALL, Role.VIEWER, this::list),
        get(ONE, Role.VIEWER, this::show),
        trigger(ONE + "/cancel", Role.SENDER, this::cancel));
  }

  private CompletionStage<HttpResponse> add(Call call) {
    BulkBody body = BulkBody.of(call.body());
    Optional<SendKey> key = IdempotencyHeader.of(call);
    Instant now = desk.clock().instant();
    Bulk bulk =
        new Bulk(
            PlanId.ofBulk(desk.random()),
            call.session(),
            body.pace(),
            body.items().size(),
            false,
            Map.of(),
            now);
    List<PlannedSend> items =
        body.items().stream().map(item -> planned(call.session(), item, now)).toList();
    return known
        .require(call.session())
        .thenCompose(_ -> desk.bulks().add(bulk, items, key))
        .thenApply(BulkRoutes::added);
  }

  private PlannedSend planned(SessionId session, BulkBody.Item item, Instant now) {
    return PlannedSend.pending(
        PlanId.ofSend(desk.random()), session, item.phone(), item.chat(), item.message(), now, now);
  }

  private static HttpResponse added(Booking<Bulk> booking) {
    if (!booking.sameRequest()) {
      throw SendProblem.keyReused().exception();
    }
    HttpResponse answer = Answers.json(202, PlanJson.BulkBrief.of(booking.value()));
    return booking.repeated() ? answer.addHeader(Sending.REPLAYED) : answer;
  }

  private CompletionStage<HttpResponse> list(Call call) {
    QueryFields query = call.query();
    PlanQuery wanted =
        new PlanQuery(
            call.session(),
            Optional.empty(),
            query.plan("cursor"),
            query.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT));
    query.finish();
    return known
        .require(call.session())
        .thenCompose(_ -> desk.bulks().list(wanted))
        .thenApply(page -> Answers.list(call, page, PlanJson.BulkBrief::of));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return desk.bulks()
        .find(call.session(), call.plan())
        .thenCompose(found ->
            found.isPresent()
                ? desk.bulks()
                    .items(call.session(), call.plan())
                    .thenApply(
                        items -> Answers.json(200, PlanJson.BulkWhole.of(found.get(), items)))
                : known.absent(call.session(), Problem.planNotFound()));
  }

  private CompletionStage<HttpResponse> cancel(Call call) {
    return desk.bulks()
        .cancel(call.session(), call.plan())
        .thenCompose(cancelling ->
            switch (cancelling) {
              case Cancelling.Done<Bulk>(var bulk) ->
                  CompletableFuture.completedStage(Answers.json(200, PlanJson.BulkBrief.of(bulk)));
              case Cancelling.TooLate<Bulk> _ -> throw Problem.tooLateToCancel("DONE").exception();
              case Cancelling.NotFound<Bulk> _ ->
                  known.absent(call.session(), Problem.planNotFound());
            });
  }
}
