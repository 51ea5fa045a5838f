package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openwa.access.Role;
import org.openwa.lease.StaleEpochException;
import org.openwa.model.SessionId;
import org.openwa.session.SessionRefusal;
import org.openwa.session.SessionStatus;

/** What holds for every route. */
class CrossCuttingTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final String ONE = "/api/sessions/default";

  private final Api api = new Api(TEST_KIT);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/sessions",
        "/api/sessions/x",
        "/api/nothing",
        "/api",
        "/api/",
        "/health/detailed",
        "/api/openapi.yaml",
        "/api/sessions?apiKey=admin",
        "/api/sessions/%2e%2e/x"
      })
  void withoutAKeyNothingIsRevealed(String path) throws Exception {
    ReadAnswer answer = api.call(HttpRequest.GET(path));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("UNAUTHORIZED");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"openwa\"");
    assertThat(api.asked()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "X-API-Key, admin, 200",
    "X-API-Key, wrong, 401",
    "Authorization, Bearer admin, 200",
    "authorization, bearer admin, 200",
    "Authorization, Bearer wrong, 401",
    "Authorization, Bearer, 401",
    "Authorization, Basic YWRtaW46YWRtaW4=, 401",
    "Cookie, X-API-Key=admin, 401"
  })
  void aKeyIsTakenFromTwoHeaders(String header, String value, int status) throws Exception {
    ReadAnswer answer = api.call(HttpRequest.GET(ONE).addHeader(RawHeader.create(header, value)));

    assertThat(answer.status()).isEqualTo(status);
  }

  private static Stream<Endpoint> endpoints() {
    return new Api(TEST_KIT).routes().endpoints().stream();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void everyRouteWantsItsRole(Endpoint endpoint) throws Exception {
    String path = endpoint.path().replaceAll("\\{[a-zA-Z]+}", "default");
    HttpRequest request = HttpRequest.create(path).withMethod(endpoint.method());

    for (Role role : Role.values()) {
      Role needed = endpoint.role().orElse(Role.VIEWER);
      int status =
          api.call(Api.as(role.name().toLowerCase(java.util.Locale.ROOT), request)).status();
      assertThat(status == 403).as("%s %s", role, path).isEqualTo(!role.includes(needed));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/foo", "/healthy", "/health/", "//api", "/HEALTH"})
  void whatIsNotThereIsAProblemToo(String path) throws Exception {
    ReadAnswer answer = api.call(HttpRequest.GET(path));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.code()).isEqualTo("NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT | /api/sessions | GET, HEAD, POST",
        "POST | /api/sessions/x | DELETE, GET, HEAD, PATCH",
        "GET | /api/sessions/x/start | POST",
        "DELETE | /health | GET, HEAD",
        "OPTIONS | /api/sessions | GET, HEAD, POST"
      })
  void aWrongMethodNamesTheRightOnes(String method, String path, String allowed) throws Exception {
    ReadAnswer answer = api.call(Api.request(HttpMethods.lookup(method).orElseThrow(), path));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo(allowed);
    assertThat(api.asked()).isZero();
  }

  @Test
  void whatWasAnsweredIsToldByItsRouteAndNeverByWhatStrangersWrite() throws Exception {
    api.get("/api/sessions/default");
    api.get("/api/nothing/of/the/kind");

    assertThat(api.watched).containsExactly("GET /api/sessions/{id} 200", "GET unknown 404");
  }

  @Test
  void theIdOfARequestComesBack() throws Exception {
    ReadAnswer given =
        api.call(HttpRequest.GET(ONE).addHeader(RawHeader.create("X-Request-ID", "abc-1")));

    assertThat(given.header("X-Request-ID")).isEqualTo("abc-1");
    assertThat(given.json().path("requestId").asText()).isEqualTo("abc-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "å", "\u007f"})
  void anIdThatCannotBeOneIsReplaced(String id) throws Exception {
    ReadAnswer answer =
        api.call(HttpRequest.GET("/health").addHeader(RawHeader.create("X-Request-ID", id)));

    assertThat(answer.header("X-Request-ID")).matches("[0-9a-f-]{36}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/foo", "/api/sessions", "/api/openapi.yaml"})
  void everyAnswerIsKeptAndFramedByNobody(String path) throws Exception {
    ReadAnswer answer = api.get(path);

    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Request-ID")).hasSize(36);
    assertThat(answer.header("Server")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SESSION_NOT_FOUND, 404", "SESSION_EXISTS, 409", "SESSION_NOT_READY, 409",
    "SESSION_UNAVAILABLE, 503", "CAPACITY_EXHAUSTED, 503", "QR_NOT_AVAILABLE, 409",
    "NUMBER_NOT_ON_WHATSAPP, 422", "SEND_REFUSED, 422", "PAGE_NO_ANSWER, 504",
    "DATABASE_UNAVAILABLE, 503"
  })
  void everyRefusalHasItsStatus(SessionRefusal refusal, int status) throws Exception {
    api.sessions.refuse(refusal, SessionStatus.DISCONNECTED);

    ReadAnswer answer = api.get(ONE);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(refusal.name());
    assertThat(answer.header("Retry-After").isEmpty()).isEqualTo(status != 503);
  }

  private static Stream<Throwable> databaseAway() {
    return Stream.of(
        new SQLTransientConnectionException("HikariPool-1 - Connection is not available"),
        new CompletionException(new IllegalStateException(new SQLException("x", "08006"))),
        new SQLException("terminating connection", "57P01"),
        new SQLException("closed", "90121", 90121));
  }

  @ParameterizedTest
  @MethodSource("databaseAway")
  void aDatabaseThatIsAwayIsNotABug(Throwable failure) throws Exception {
    api.directory.answer = CompletableFuture.failedFuture(failure);

    ReadAnswer answer = api.get("/api/sessions");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("DATABASE_UNAVAILABLE");
    assertThat(answer.header("Retry-After")).isEqualTo("5");
  }

  @Test
  void aSessionThatMovedAwayIsUnavailable() throws Exception {
    api.sessions.fail(new StaleEpochException(new SessionId("default"), 3));

    assertThat(api.get(ONE).code()).isEqualTo("SESSION_UNAVAILABLE");
  }

  @Test
  void whatBreaksInsideStaysInside() throws Exception {
    api.sessions.fail(new IllegalStateException("SELECT secret FROM org.openwa.Secret"));

    ReadAnswer answer = api.get(ONE);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("INTERNAL");
    assertThat(answer.body()).doesNotContainIgnoringCase("secret").doesNotContain("Exception");
  }

  @Test
  void nobodyWaitsForEver() throws Exception {
    Api hasty =
        new Api(
            TEST_KIT,
            new Deadlines(
                java.time.Duration.ofMillis(100),
                Api.seconds(5),
                Api.seconds(5),
                Api.seconds(5),
                Api.seconds(5)));
    hasty.sessions.say(new CompletableFuture<>());

    assertThat(hasty.get(ONE).status()).isEqualTo(504);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
  void anotherTypeOfBodyIsNotGuessedAt(String type) throws Exception {
    ReadAnswer answer =
        api.call(
            Api.request(HttpMethods.POST, ONE + "/messages")
                .withEntity(
                    ContentTypes.parse(type),
                    "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.header("Accept")).isEqualTo("application/json, multipart/form-data");
  }

  @Test
  void aNodeThatIsDownSaysSoByItsStatus() throws Exception {
    assertThat(api.call(HttpRequest.GET("/health")).status()).isEqualTo(200);

    api.well = false;

    assertThat(api.call(HttpRequest.GET("/health/ready")).status()).isEqualTo(503);
    assertThat(api.get("/health/detailed").status()).isEqualTo(503);
  }
}
