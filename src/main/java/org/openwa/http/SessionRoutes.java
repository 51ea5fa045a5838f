package org.openwa.http;

import static org.openwa.http.Endpoint.delete;
import static org.openwa.http.Endpoint.get;
import static org.openwa.http.Endpoint.patch;
import static org.openwa.http.Endpoint.post;
import static org.openwa.http.Endpoint.trigger;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Location;
import org.openwa.access.Role;
import org.openwa.model.SessionId;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionReply;
import org.openwa.session.SessionView;
import org.openwa.session.Sessions;

/** {@code /api/sessions/...}: their life. */
final class SessionRoutes {

  private final Sessions sessions;
  private final SessionList list;
  private final Statistics statistics;

  SessionRoutes(Sessions sessions, SessionList list, Statistics statistics) {
    this.sessions = sessions;
    this.list = list;
    this.statistics = statistics;
  }

  List<Endpoint> endpoints() {
    return List.of(
        get("/api/sessions", Role.VIEWER, list::answer).checkingLimits(),
        post("/api/sessions", Role.OPERATOR, this::create).checkingLimits(),
        get("/api/sessions/{id}", Role.VIEWER, this::show).checkingLimits(),
        patch("/api/sessions/{id}", Role.OPERATOR, this::configure),
        delete("/api/sessions/{id}", Role.OPERATOR, this::remove),
        trigger("/api/sessions/{id}/start", Role.OPERATOR, this::start),
        trigger("/api/sessions/{id}/stop", Role.OPERATOR, this::stop),
        trigger("/api/sessions/{id}/restart", Role.OPERATOR, this::restart),
        trigger("/api/sessions/{id}/logout", Role.OPERATOR, this::logout));
  }

  private CompletionStage<HttpResponse> create(Call call) {
    SessionBody.Create wish = SessionBody.create(call.body());
    SessionId id = wish.id().orElseGet(() -> new SessionId(UUID.randomUUID().toString()));
    if (!call.permits(id)) {
      throw AccessProblem.sessionNotAllowed().exception();
    }
    String name = wish.name().orElse(id.value());
    return ask(call, id, to -> new SessionCommand.Create(name, wish.config(), wish.start(), to))
        .thenCompose(session -> shown(201, session))
        .thenApply(answer -> answer.addHeader(Location.create("/api/sessions/" + id)));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return ask(call, call.session(), SessionCommand.GetView::new)
        .thenCompose(session -> shown(200, session));
  }

  private CompletionStage<HttpResponse> configure(Call call) {
    SessionBody.Patch change = SessionBody.patch(call.body(), call.session());
    return ask(
            call,
            call.session(),
            to -> new SessionCommand.Configure(change.name(), change.config(), to))
        .thenCompose(session -> shown(200, session));
  }

  private CompletionStage<HttpResponse> remove(Call call) {
    return ask(call, call.session(), SessionCommand.Delete::new).thenApply(_ -> Answers.nothing());
  }

  private CompletionStage<HttpResponse> start(Call call) {
    return accepted(ask(call, call.session(), SessionCommand.Start::new));
  }

  private CompletionStage<HttpResponse> stop(Call call) {
    return accepted(ask(call, call.session(), SessionCommand.Stop::new));
  }

  private CompletionStage<HttpResponse> restart(Call call) {
    return accepted(ask(call, call.session(), SessionCommand.Restart::new));
  }

  private CompletionStage<HttpResponse> logout(Call call) {
    return accepted(ask(call, call.session(), SessionCommand.Logout::new));
  }

  private CompletionStage<SessionView> ask(
      Call call, SessionId id, Function<ActorRef<SessionReply>, SessionCommand> command) {
    return sessions
        .during(call.requestId())
        .<SessionReply>ask(id, command)
        .thenApply(reply ->
            switch (reply) {
              case SessionReply.Accepted(var session) -> session;
              case SessionReply.Refused refused -> throw Problem.of(refused).exception();
            });
  }

  /** The intent is durable; the browser follows. */
  private static CompletionStage<HttpResponse> accepted(CompletionStage<SessionView> session) {
    return session.thenApply(view -> Answers.json(202, SessionJson.Brief.of(view)));
  }

  private CompletionStage<HttpResponse> shown(int status, SessionView session) {
    return statistics
        .of(List.of(session))
        .thenApply(shown -> Answers.json(status, shown.getFirst()));
  }
}
