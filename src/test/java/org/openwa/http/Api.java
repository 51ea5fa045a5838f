package org.openwa.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.openwa.access.Caller;
import org.openwa.access.Limits;
import org.openwa.access.Role;
import org.openwa.egress.AddressGuard;
import org.openwa.egress.Cidr;
import org.openwa.egress.GuardedClient;
import org.openwa.media.FolderMediaStore;
import org.openwa.media.MediaFetch;
import org.openwa.media.MediaTypes;
import org.openwa.memory.Freed;
import org.openwa.memory.MemoryBoard;
import org.openwa.memory.MemorySamples;
import org.openwa.memory.MemoryWatch;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;
import org.openwa.vault.SavedProfile;

/** The API as a function, with fakes behind it: no port, no cluster, no browser. */
final class Api {

  static final int MAX_FILE = 4 * 1024 * 1024;

  final FakeSessions sessions = new FakeSessions();
  final FakeDirectory directory = new FakeDirectory();
  final FakeMessages messages = new FakeMessages();
  final FakeWebhooks webhooks = new FakeWebhooks();
  final FakeScheduled scheduled = new FakeScheduled();
  final FakeKeys keys = new FakeKeys();
  final FakeBulks bulks = new FakeBulks();
  boolean well = true;
  Map<SessionId, SavedProfile> saved =
      Map.of(new SessionId("default"), new SavedProfile(7, 3, FakeSessions.NOON, 4096));

  final MemoryBoard board =
      MemorySamples.board(
          MemorySamples.figures("node-1", MemorySamples.session("default", 300)),
          MemorySamples.figures("node-2", MemorySamples.session("large", 400)));

  private final MemoryWatch.Cleared cleared =
      new MemoryWatch.Cleared(
          List.of(new Freed("node-1", 2, 5_000_000, 0), new Freed("node-2", 1, 1_000_000, 1)));

  /** What was told of every answer. */
  final List<String> watched = new CopyOnWriteArrayList<>();

  /** Where files are kept. */
  final Path folder = newFolder();

  private final ActorTestKit testKit;
  private final ApiRoutes routes;

  Api(ActorTestKit testKit) {
    this(
        testKit,
        new Deadlines(seconds(5), seconds(5), Duration.ofMillis(200), seconds(5), seconds(20)));
  }

  Api(ActorTestKit testKit, Deadlines deadlines) {
    this(testKit, deadlines, MAX_FILE);
  }

  /**
   * @param maxFile the largest file that is taken, in bytes
   */
  Api(ActorTestKit testKit, Deadlines deadlines, int maxFile) {
    this.testKit = testKit;
    this.routes =
        new ApiRoutes(
            testKit.system(),
            new ApiParts(
                sessions,
                directory,
                messages,
                _ -> CompletableFuture.completedStage(saved),
                media(maxFile),
                new AccessDesk(
                    Api::caller,
                    keys,
                    () -> {},
                    List.of(),
                    Clock.fixed(FakeSessions.NOON, ZoneOffset.UTC),
                    new SecureRandom()),
                new Health(),
                webhooks.desk(),
                new PlanDesk(
                    scheduled,
                    bulks,
                    Clock.fixed(FakeSessions.NOON, ZoneOffset.UTC),
                    new SecureRandom()),
                new FakeCluster(),
                new MemoryDesk(board, () -> CompletableFuture.completedStage(cleared)),
                (_, method, route, status, _) -> watched.add(method + " " + route + " " + status),
                new FakeAdmin()),
            deadlines);
  }

  /** Files lie in a folder of the test's own; URLs lead nowhere but to this machine. */
  private MediaDesk media(int maxFile) {
    FolderMediaStore store = new FolderMediaStore(folder, Clock.systemUTC(), new Random());
    GuardedClient client =
        GuardedClient.create(new AddressGuard(List.of(Cidr.parse("127.0.0.1/32"))), seconds(5), 4);
    return new MediaDesk(
        store,
        new MediaFetch(client, store, seconds(5), maxFile),
        maxFile,
        MediaTypes.parse("image/*,video/*,audio/*,application/*,text/plain"),
        Thread::startVirtualThread);
  }

  private static Path newFolder() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target"), "media");
      Path session = Files.createDirectory(folder.resolve("default"));
      Files.writeString(session.resolve(FakeMessages.FILE.id()), "0123456789");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every role is its own key; behind a slash may be the session that it is limited to. */
  private static CompletionStage<Optional<Caller>> caller(String key) {
    String[] parts = key.split("/", 3);
    return CompletableFuture.completedStage(
        Optional.of(parts[0])
            .filter(name -> name.matches("viewer|sender|operator|admin"))
            .map(name ->
                new Caller(key, name, Role.valueOf(name.toUpperCase(Locale.ROOT)), limits(parts))));
  }

  private static Limits limits(String[] parts) {
    return parts.length == 1
        ? Limits.NONE
        : parts.length == 2
            ? new Limits(Set.of(new SessionId(parts[1])), Set.of(), List.of())
            : new Limits(
                Set.of(),
                parts[1].isEmpty() ? Set.of(new ChatId(parts[2])) : Set.of(),
                parts[1].isEmpty() ? List.of() : List.of(Cidr.parse(parts[1] + "/" + parts[2])));
  }

  static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  ApiRoutes routes() {
    return routes;
  }

  /** How often anything behind the API was asked. */
  int asked() {
    return sessions.asked.size() + directory.asked.size() + messages.asked.size();
  }

  ReadAnswer get(String path) throws Exception {
    return call(request(HttpMethods.GET, path));
  }

  ReadAnswer post(String path) throws Exception {
    return call(request(HttpMethods.POST, path));
  }

  ReadAnswer send(HttpMethod method, String path, String json) throws Exception {
    return call(request(method, path).withEntity(ContentTypes.APPLICATION_JSON, json));
  }

  static HttpRequest request(HttpMethod method, String path) {
    return as("admin", HttpRequest.create(path).withMethod(method));
  }

  static HttpRequest as(String key, HttpRequest request) {
    return request.addHeader(RawHeader.create("X-API-Key", key));
  }

  ReadAnswer call(HttpRequest request) throws Exception {
    HttpResponse response =
        routes
            .route()
            .function(testKit.system())
            .apply(request)
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    String body =
        response
            .entity()
            .toStrict(5_000, testKit.system())
            .toCompletableFuture()
            .get(5, TimeUnit.SECONDS)
            .getData()
            .utf8String();
    return new ReadAnswer(response, body);
  }

  private final class Health implements NodeHealth {

    private CompletableFuture<NodeHealth.Answer> say(Map<String, Object> body) {
      return CompletableFuture.completedFuture(new NodeHealth.Answer(well, body));
    }

    private String word() {
      return well ? "ok" : "down";
    }

    @Override
    public CompletableFuture<NodeHealth.Answer> summary() {
      return say(Map.of("status", word(), "version", "0.1.0", "timestamp", FakeSessions.NOON));
    }

    @Override
    public CompletableFuture<NodeHealth.Answer> live() {
      return say(Map.of("status", word(), "reason", "a test"));
    }

    @Override
    public CompletableFuture<NodeHealth.Answer> ready() {
      return say(Map.of("status", word(), "reason", "a test"));
    }

    @Override
    public CompletableFuture<NodeHealth.Answer> detailed() {
      return say(
          Map.of(
              "status",
              word(),
              "version",
              "0.1.0",
              "uptime",
              7,
              "timestamp",
              FakeSessions.NOON,
              "node",
              "node-1",
              "checks",
              Map.of("disk", Map.of("status", "ok", "reason", "a test", "free", 9))));
    }
  }
}
