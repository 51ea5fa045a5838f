package org.openwa.http;

import static org.apache.pekko.http.javadsl.server.Directives.handle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.openwa.access.Caller;
import org.openwa.model.RequestId;

/**
 * The index of the API, and what holds for all of it.
 *
 * <p>A request passes, in this order: its id (so that every answer has it), the path, the key (so
 * that a stranger learns nothing of what exists below {@code /api}), 404, 405, the role and the
 * limits of the key, the ids in the path, the body, the handler. Whatever ends it early is a {@link
 * Problem}. On the way out: the deadline, the problem, the rest of an unread body, the headers, the
 * log.
 */
public final class ApiRoutes {

  private final ClassicActorSystemProvider system;
  private final Deadlines deadlines;
  private final Access access;
  private final ClientAddress addresses;
  private final List<Endpoint> endpoints;
  private final RequestWatch watch;

  public ApiRoutes(ClassicActorSystemProvider system, ApiParts parts, Deadlines deadlines) {
    this.system = system;
    this.deadlines = deadlines;
    this.access = new Access(parts.access().keys());
    this.addresses = new ClientAddress(parts.access().trustedProxies());
    this.watch = parts.watch();
    this.endpoints =
        index(parts, deadlines, new MessageIntake(system, parts.media(), deadlines.body()));
  }

  private static List<Endpoint> index(ApiParts parts, Deadlines deadlines, MessageIntake intake) {
    Statistics statistics =
        new Statistics(
            parts.messages(), parts.profiles(), parts.memory().board(), deadlines.statistics());
    AllSessions whole = new AllSessions(parts.directory(), deadlines.statistics());
    SessionList list =
        new SessionList(parts.directory(), whole, statistics, parts.memory().board());
    List<Endpoint> all = new ArrayList<>();
    KnownSessions known = new KnownSessions(parts.sessions());
    all.addAll(new HealthRoutes(parts.health()).endpoints());
    all.addAll(new SessionRoutes(parts.sessions(), list, statistics).endpoints());
    all.addAll(new LinkRoutes(parts.sessions(), parts.media()).endpoints());
    all.addAll(
        new MessageRoutes(
                parts.sessions(),
                parts.messages(),
                parts.media(),
                intake,
                new SendingLater(known, parts.plans()))
            .endpoints());
    all.addAll(new ScheduledRoutes(known, parts.plans()).endpoints());
    all.addAll(new BulkRoutes(known, parts.plans()).endpoints());
    all.addAll(new WebhookRoutes(parts.sessions(), parts.webhooks()).endpoints());
    all.addAll(new DeliveryRoutes(parts.webhooks()).endpoints());
    all.addAll(new ClusterRoutes(parts.cluster()).endpoints());
    all.addAll(new MemoryRoutes(parts.memory(), whole).endpoints());
    all.addAll(new KeyRoutes(parts.access()).endpoints());
    all.addAll(new AdminRoutes(parts.admin()).endpoints());
    all.addAll(new OpenApiRoute().endpoints());
    return List.copyOf(all);
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  /** The API as Pekko takes it. It answers everything, so it comes last where there is more. */
  public Route route() {
    return handle(this::answer);
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    long began = System.nanoTime();
    RequestId id = RequestIds.of(request);
    RequestBody body = new RequestBody(request, system, deadlines.body());
    Duration limit = body.isLarge() ? deadlines.upload() : deadlines.answer();
    LateAnswer.prepare(request, id, limit);
    return dispatched(id, request, body)
        .toCompletableFuture()
        .copy()
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> failed(id, request, failure))
        .thenApply(answer -> {
          body.drain();
          Duration took = Duration.ofNanos(System.nanoTime() - began);
          RequestLog.answered(id, request, answer.status().intValue(), took);
          watch.answered(
              id, request.method().name(), shape(request), answer.status().intValue(), took);
          return StandardHeaders.on(answer, id);
        });
  }

  /** Few of them, whatever strangers ask for. */
  private String shape(HttpRequest request) {
    try {
      List<String> segments = segments(request);
      return endpoints.stream()
          .filter(endpoint -> endpoint.match(segments).isPresent())
          .findFirst()
          .map(Endpoint::path)
          .orElse("unknown");
    } catch (RuntimeException e) {
      return "unknown";
    }
  }

  private CompletionStage<HttpResponse> dispatched(
      RequestId id, HttpRequest request, RequestBody body) {
    try {
      return dispatch(id, request, body);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<HttpResponse> dispatch(
      RequestId id, HttpRequest request, RequestBody body) {
    List<String> segments = segments(request);
    List<Endpoint> here =
        endpoints.stream().filter(endpoint -> endpoint.match(segments).isPresent()).toList();
    return needsKey(segments, here)
        ? access
            .caller(request)
            .thenCompose(caller ->
                answer(id, request, body, Optional.of(caller), endpoint(request, here), segments))
        : answer(id, request, body, Optional.empty(), endpoint(request, here), segments);
  }

  private static Endpoint endpoint(HttpRequest request, List<Endpoint> here) {
    if (here.isEmpty()) {
      throw Problem.notFound().exception();
    }
    return here.stream()
        .filter(candidate -> candidate.takes(request.method()))
        .findFirst()
        .orElseThrow(() -> Problem.methodNotAllowed(Endpoint.allowed(here)).exception());
  }

  private CompletionStage<HttpResponse> answer(
      RequestId id,
      HttpRequest request,
      RequestBody body,
      Optional<Caller> caller,
      Endpoint endpoint,
      List<String> segments) {
    Map<String, String> path = endpoint.match(segments).orElseThrow();
    caller.ifPresent(known -> Access.require(endpoint, known, path, addresses.of(request)));
    Call call = new Call(id, caller, request, path, JsonFields.none());
    call.checkPath();
    return body.fields(endpoint.body())
        .thenCompose(fields -> endpoint.handler().answer(call.withBody(fields)));
  }

  /** Decoded, and with the empty last one of a path that ends in a slash: that is another path. */
  private static List<String> segments(HttpRequest request) {
    List<String> segments = new ArrayList<>();
    request.getUri().pathSegments().forEach(segments::add);
    if (request.getUri().path().endsWith("/")) {
      segments.add("");
    }
    return segments;
  }

  private static boolean needsKey(List<String> segments, List<Endpoint> here) {
    return here.isEmpty()
        ? !segments.isEmpty() && segments.getFirst().equals("api")
        : here.stream().anyMatch(endpoint -> endpoint.role().isPresent());
  }

  private static HttpResponse failed(RequestId id, HttpRequest request, Throwable failure) {
    Problem problem = Problem.of(failure);
    if (problem.status() == 500) {
      RequestLog.broke(id, request, failure);
    }
    return Answers.problem(problem, id);
  }
}
