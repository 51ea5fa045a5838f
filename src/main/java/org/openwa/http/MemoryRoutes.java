package org.openwa.http;

import static org.openwa.http.Endpoint.get;
import static org.openwa.http.Endpoint.trigger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.access.Role;
import org.openwa.session.SessionView;

/** {@code /api/metrics/memory} and {@code /api/cache/clear} */
final class MemoryRoutes {

  private final MemoryDesk memory;
  private final AllSessions sessions;

  MemoryRoutes(MemoryDesk memory, AllSessions sessions) {
    this.memory = memory;
    this.sessions = sessions;
  }

  List<Endpoint> endpoints() {
    return List.of(
        get("/api/metrics/memory", Role.VIEWER, this::show),
        trigger("/api/cache/clear", Role.OPERATOR, this::clear));
  }

  /** Memory must be seen while the database is away; then nobody knows the statuses. */
  private CompletionStage<HttpResponse> show(Call call) {
    call.query().finish();
    return sessions
        .inTime()
        .thenApply(
            views -> views.stream().collect(Collectors.toMap(SessionView::id, SessionView::status)))
        .exceptionally(_ -> Map.of())
        .thenApply(status ->
            Answers.json(
                200,
                MemoryJson.of(
                    Instant.now(), memory.board().all(), memory.board().sessions(), status)));
  }

  private CompletionStage<HttpResponse> clear(Call call) {
    call.query().finish();
    return memory
        .clear()
        .get()
        .thenApply(cleared -> Answers.json(200, MemoryJson.Cleared.of(cleared)));
  }
}
