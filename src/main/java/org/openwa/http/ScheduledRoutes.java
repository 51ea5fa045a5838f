package org.openwa.http;

import static org.openwa.http.Endpoint.delete;
import static org.openwa.http.Endpoint.get;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.access.Role;
import org.openwa.schedule.Cancelling;
import org.openwa.schedule.PlanQuery;
import org.openwa.schedule.PlanStatus;
import org.openwa.schedule.PlannedSend;

/** {@code /api/sessions/{id}/scheduled}: messages that wait for their time. */
final class ScheduledRoutes {

  private static final String ALL = "/api/sessions/{id}/scheduled";
  private static final String ONE = ALL + "/{planId}";
  private static final int MAX_LIMIT = 1_000;
  private static final int DEFAULT_LIMIT = 100;

  private final KnownSessions known;
  private final PlanDesk desk;

  ScheduledRoutes(KnownSessions known, PlanDesk desk) {
    this.known = known;
    this.desk = desk;
  }

  List<Endpoint> endpoints() {
    return List.of(
        get(ALL, Role.VIEWER, this::list),
        get(ONE, Role.VIEWER, this::show),
        delete(ONE, Role.SENDER, this::cancel));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    QueryFields query = call.query();
    PlanQuery wanted =
        new PlanQuery(
            call.session(),
            query.choice("status", PlanStatus.values()),
            query.plan("cursor"),
            query.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT));
    query.finish();
    return known
        .require(call.session())
        .thenCompose(_ -> desk.scheduled().list(wanted))
        .thenApply(page -> Answers.list(call, page, PlanJson.Scheduled::of));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return desk.scheduled()
        .find(call.session(), call.plan())
        .thenCompose(found ->
            found
                .<CompletionStage<HttpResponse>>map(send ->
                    CompletableFuture.completedStage(
                        Answers.json(200, PlanJson.Scheduled.of(send))))
                .orElseGet(() -> known.absent(call.session(), Problem.planNotFound())));
  }

  private CompletionStage<HttpResponse> cancel(Call call) {
    return desk.scheduled()
        .cancel(call.session(), call.plan())
        .thenCompose(cancelling ->
            switch (cancelling) {
              case Cancelling.Done<PlannedSend>(var send) ->
                  CompletableFuture.completedStage(Answers.json(200, PlanJson.Scheduled.of(send)));
              case Cancelling.TooLate<PlannedSend>(var send) ->
                  throw Problem.tooLateToCancel(send.status().name()).exception();
              case Cancelling.NotFound<PlannedSend> _ ->
                  known.absent(call.session(), Problem.planNotFound());
            });
  }
}
