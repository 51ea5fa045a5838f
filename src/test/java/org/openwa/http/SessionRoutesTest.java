package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openwa.model.SessionId;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionConfig;
import org.openwa.session.SessionDirectory.Listing;
import org.openwa.session.SessionDirectory.Order;
import org.openwa.session.SessionRefusal;
import org.openwa.session.SessionReply;
import org.openwa.session.SessionStatus;

class SessionRoutesTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();

  private final Api api = new Api(TEST_KIT);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void aSessionIsShownWithAllItsFieldsAndMilliseconds() throws Exception {
    ReadAnswer answer = api.get("/api/sessions/default");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo("application/json");
    assertThat(answer.body())
        .isEqualTo(
            """
            {"id":"default","name":"Front desk","status":"CONNECTED","statusReason":null,\
            "statusSince":"2026-01-01T12:00:00.000Z","desired":"RUNNING","phone":"4670000001",\
            "pushName":"Front desk","platform":"android","node":"node-1","epoch":3,\
            "createdAt":"2026-01-01T11:00:00.000Z","connectedAt":"2026-01-01T12:00:00.000Z",\
            "lastMessageAt":"2026-01-01T12:00:00.000Z","config":{"autoReconnect":true},\
            "stats":{"messagesSent":5,"messagesReceived":6,"reconnects":2},\
            "profile":{"version":7,"epoch":3,"savedAt":"2026-01-01T12:00:00.000Z","bytes":4096},\
            "memory":{"pssBytes":300000000,"rssBytes":600000000,"jsHeapUsedBytes":30000000,\
            "processes":10,"measuredAt":"2026-01-01T12:00:00.000Z"}}\
            """);
  }

  @Test
  void aSessionIsShownWithoutCountsWhileTheDatabaseIsAway() throws Exception {
    api.messages.counts = CompletableFuture.failedFuture(new SQLTransientConnectionException());

    ReadAnswer answer = api.get("/api/sessions/default");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/stats/messagesSent").isNull()).isTrue();
    assertThat(answer.json().at("/stats/reconnects").asInt()).isEqualTo(2);
  }

  @Test
  void aSessionIsShownWithoutCountsWhenTheDatabaseHangs() throws Exception {
    api.messages.counts = new CompletableFuture<>();

    assertThat(api.get("/api/sessions/default").json().path("lastMessageAt").isNull()).isTrue();
  }

  @Test
  void aSessionWhoseProfileWasNeverSavedHasNone() throws Exception {
    api.saved = Map.of();

    assertThat(api.get("/api/sessions/default").json().path("profile").isNull()).isTrue();
  }

  @Test
  void theListIsABareArrayWithItsTotal() throws Exception {
    ReadAnswer answer = api.get("/api/sessions");

    assertThat(answer.json().isArray()).isTrue();
    assertThat(answer.json().at("/1/desired").asText()).isEqualTo("STOPPED");
    assertThat(answer.json().at("/1/stats/messagesSent").asInt(-1)).isZero();
    assertThat(answer.header("X-Total-Count")).isEqualTo("2");
    assertThat(answer.header("Link")).isEmpty();
    assertThat(api.directory.asked.getFirst().limit()).isEqualTo(100);
  }

  @Test
  void theListLinksToItsNextPage() throws Exception {
    api.directory.answer =
        CompletableFuture.completedFuture(new Listing(List.of(FakeSessions.stopped("a")), 9));

    ReadAnswer answer = api.get("/api/sessions?status=STOPPED&sort=-createdAt&limit=1&offset=3");

    assertThat(answer.header("Link"))
        .isEqualTo("</api/sessions?status=STOPPED&sort=-createdAt&limit=1&offset=4>; rel=\"next\"");
    assertThat(api.directory.asked.getFirst().order()).isEqualTo(Order.CREATED_AT);
    assertThat(api.directory.asked.getFirst().descending()).isTrue();
    assertThat(api.directory.asked.getFirst().status()).contains(SessionStatus.STOPPED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "createdAt", "status", "memory", "-id", "-status", "-memory"})
  void theListCanBeSorted(String sort) throws Exception {
    assertThat(api.get("/api/sessions?sort=" + sort).status()).isEqualTo(200);
  }

  @Test
  void theListBeginsWithTheLargestAndEndsWithWhatIsNotMeasured() throws Exception {
    api.directory.answer =
        CompletableFuture.completedFuture(
            new Listing(
                List.of(
                    FakeSessions.stopped("a-resting"),
                    FakeSessions.connected("default"),
                    FakeSessions.connected("large")),
                3));

    ReadAnswer largest = api.get("/api/sessions?sort=memory");
    ReadAnswer smallest = api.get("/api/sessions?sort=-memory");
    ReadAnswer page = api.get("/api/sessions?sort=memory&limit=1&offset=1");

    assertThat(largest.json().findValuesAsText("id"))
        .containsExactly("large", "default", "a-resting");
    assertThat(smallest.json().findValuesAsText("id"))
        .containsExactly("default", "large", "a-resting");
    assertThat(largest.json().at("/2/memory").isNull()).isTrue();
    assertThat(page.json().findValuesAsText("id")).containsExactly("default");
    assertThat(page.header("X-Total-Count")).isEqualTo("3");
    assertThat(page.header("Link")).contains("offset=2");
  }

  @Test
  void aSessionIsMadeAndStarted() throws Exception {
    ReadAnswer answer =
        api.send(
            HttpMethods.POST,
            "/api/sessions",
            "{\"id\":\"default\",\"name\":\"Front desk\",\"config\":{\"autoReconnect\":false}}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/api/sessions/default");
    var create = (SessionCommand.Create) api.sessions.onlyCommand();
    assertThat(create.name()).isEqualTo("Front desk");
    assertThat(create.config()).isEqualTo(new SessionConfig(false));
    assertThat(create.start()).isTrue();
  }

  @Test
  void aSessionWithoutIdGetsOneAndIsNamedByIt() throws Exception {
    ReadAnswer answer = api.send(HttpMethods.POST, "/api/sessions", "{\"start\":false}");

    SessionId made = api.sessions.asked.getFirst().session();
    var create = (SessionCommand.Create) api.sessions.onlyCommand();
    assertThat(answer.header("Location")).isEqualTo("/api/sessions/" + made);
    assertThat(create.name()).isEqualTo(made.value());
    assertThat(create.start()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "stop", "restart", "logout"})
  void whatGoesOnInTheBackgroundIsAccepted(String verb) throws Exception {
    ReadAnswer answer = api.post("/api/sessions/default/" + verb);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"id\":\"default\",\"status\":\"CONNECTED\"}");
    assertThat(api.sessions.onlyCommand().getClass().getSimpleName()).isEqualToIgnoringCase(verb);
  }

  @Test
  void aPostWithoutNeededBodyTakesAnEmptyObject() throws Exception {
    assertThat(api.send(HttpMethods.POST, "/api/sessions/default/start", "{}").status())
        .isEqualTo(202);
  }

  @Test
  void aDeletedSessionLeavesNothingToSay() throws Exception {
    ReadAnswer answer = api.call(Api.request(HttpMethods.DELETE, "/api/sessions/default"));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(api.sessions.onlyCommand()).isInstanceOf(SessionCommand.Delete.class);
  }

  @Test
  void aPatchChangesWhatItNames() throws Exception {
    ReadAnswer answer =
        api.call(
            Api.request(HttpMethods.PATCH, "/api/sessions/default")
                .withEntity(
                    ContentTypes.create(MediaTypes.APPLICATION_MERGE_PATCH_JSON),
                    "{\"name\":\"New\",\"config\":{}}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));

    assertThat(answer.status()).isEqualTo(200);
    var configure = (SessionCommand.Configure) api.sessions.onlyCommand();
    assertThat(configure.name()).isEqualTo("New");
    assertThat(configure.config()).isNull();
  }

  @Test
  void aNullInAPatchForgetsWhatWasSet() throws Exception {
    api.send(HttpMethods.PATCH, "/api/sessions/default", "{\"name\":null,\"config\":null}");

    var configure = (SessionCommand.Configure) api.sessions.onlyCommand();
    assertThat(configure.name()).isEqualTo("default");
    assertThat(configure.config()).isEqualTo(SessionConfig.DEFAULT);
  }

  @Test
  void aRefusalSaysTheStatusOfTheSession() throws Exception {
    api.sessions.refuse(SessionRefusal.SESSION_NOT_READY, SessionStatus.SCAN_QR);

    ReadAnswer answer = api.post("/api/sessions/default/logout");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().path("sessionStatus").asText()).isEqualTo("SCAN_QR");
  }

  @Test
  void aRefusalMaySayMore() throws Exception {
    api.sessions.answer(
        new SessionReply.Refused(SessionRefusal.CAPACITY_EXHAUSTED, null, "3 of 3 are taken"));

    ReadAnswer answer = api.post("/api/sessions/default/start");

    assertThat(answer.json().path("detail").asText()).isEqualTo("3 of 3 are taken");
    assertThat(answer.header("Retry-After")).isEqualTo("30");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "a.b", "a%20b", "%2e%2e", "%00", "%C3%A5", "a%2Fb"})
  void whatNoSessionCanBeCalledIsNotFound(String id) throws Exception {
    ReadAnswer answer = api.post("/api/sessions/" + id + "/start");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("SESSION_NOT_FOUND");
    assertThat(api.asked()).isZero();
  }
}
