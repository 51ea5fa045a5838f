package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.access.Role;
import org.openwa.session.SessionRefusal;
import org.openwa.session.SessionStatus;

/** The description and the running routes say the same, in both directions. */
class OpenApiTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final String TEXT =
      "{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\"hello\"}";

  private final Api api = new Api(TEST_KIT);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  private static OpenApi description() throws Exception {
    return new OpenApi(new Api(TEST_KIT).get("/api/openapi.yaml").body());
  }

  private static Stream<String> operations() throws Exception {
    return description().operations().stream();
  }

  @Test
  void theDescriptionNamesExactlyTheRoutesThatThereAre() throws Exception {
    List<String> routes =
        api.routes().endpoints().stream()
            .map(endpoint -> endpoint.method().name() + " " + endpoint.path())
            .toList();

    assertThat(description().operations()).containsExactlyInAnyOrderElementsOf(routes);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationAnswersWithItsSchema(String operation) throws Exception {
    ReadAnswer answer = call(operation, "admin");

    assertThat(answer.status()).isBetween(200, 299);
    assertDescribed(operation, answer);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationSaysWhoMayUseIt(String operation) throws Exception {
    boolean open = description().operation(operation).path("security").isArray();

    ReadAnswer stranger = call(operation, "nobody");

    assertThat(stranger.status() == 401).isEqualTo(!open);
    assertDescribed(operation, stranger);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationDescribesThatARoleIsTooLow(String operation) throws Exception {
    assertDescribed(operation, call(operation, "viewer"));
  }

  @ParameterizedTest
  @CsvSource({
    "SESSION_NOT_FOUND, GET /api/sessions/{id}",
    "SESSION_EXISTS, POST /api/sessions",
    "SESSION_NOT_READY, POST /api/sessions/{id}/messages",
    "SESSION_UNAVAILABLE, POST /api/sessions/{id}/messages",
    "CAPACITY_EXHAUSTED, POST /api/sessions/{id}/start",
    "QR_NOT_AVAILABLE, GET /api/sessions/{id}/qr",
    "NUMBER_NOT_ON_WHATSAPP, POST /api/sessions/{id}/messages",
    "SEND_REFUSED, POST /api/sessions/{id}/messages",
    "MEDIA_GONE, POST /api/sessions/{id}/messages",
    "PAGE_NO_ANSWER, POST /api/sessions/{id}/pairing-code",
    "DATABASE_UNAVAILABLE, DELETE /api/sessions/{id}"
  })
  void everyRefusalIsDescribed(SessionRefusal refusal, String operation) throws Exception {
    api.sessions.refuse(refusal, SessionStatus.DISCONNECTED);

    assertDescribed(operation, call(operation, "admin"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationIsOpenToItsRoleAndThoseAbove(String operation) throws Exception {
    String needed = description().operation(operation).path("x-role").asText();

    for (Role role : Role.values()) {
      int before = api.asked();
      ReadAnswer answer = call(operation, role.name().toLowerCase(Locale.ROOT));
      boolean tooLow = !needed.isEmpty() && !role.includes(Role.valueOf(needed));
      assertThat(answer.status() == 403).as("%s as %s", operation, role).isEqualTo(tooLow);
      if (tooLow) {
        assertThat(answer.code()).isEqualTo("FORBIDDEN");
        assertThat(api.asked()).isEqualTo(before);
        assertThat(api.keys.keys).containsExactly(FakeKeys.KEY);
      }
    }
  }

  @Test
  void theDescriptionNamesTheRoleOfEachRoute() throws Exception {
    OpenApi description = description();

    for (Endpoint endpoint : api.routes().endpoints()) {
      JsonNode operation = description.operation(endpoint.method().name() + " " + endpoint.path());
      assertThat(operation.path("x-role").asText())
          .as(endpoint.path())
          .isEqualTo(endpoint.role().map(Role::name).orElse(""));
      assertThat(operation.path("x-checks-limits").asBoolean())
          .as(endpoint.path())
          .isEqualTo(endpoint.checksLimits());
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aKeyOfAnotherSessionIsRefusedEverywhere(String operation) throws Exception {
    JsonNode described = description().operation(operation);
    boolean open = described.path("security").isArray();
    boolean ofSession = operation.contains("{id}");

    ReadAnswer answer = call(operation, "admin/other");

    boolean refused = ofSession || !described.path("x-checks-limits").asBoolean();
    assertThat(answer.status() == 403 || operation.equals("POST /api/sessions"))
        .isEqualTo((refused && !open) || operation.equals("POST /api/sessions"));
    if (answer.status() == 403) {
      assertThat(answer.code())
          .isEqualTo(ofSession || !refused ? "SESSION_NOT_ALLOWED" : "KEY_IS_LIMITED");
      assertThat(api.asked()).isZero();
      assertThat(api.keys.keys).containsExactly(FakeKeys.KEY);
    }
    assertDescribed(operation, answer);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aKeyOfAnotherChatReachesNothingOfTheSession(String operation) throws Exception {
    ReadAnswer answer = call(operation, "admin//4670000099@c.us");

    if (operation.contains("{id}") && !operation.equals("GET /api/sessions/{id}")) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(403);
      assertThat(answer.code()).isIn("CHAT_NOT_ALLOWED", "KEY_IS_LIMITED");
      assertThat(api.sessions.asked).isEmpty();
    }
    assertDescribed(operation, answer);
  }

  @Test
  void validationErrorsAreDescribed() throws Exception {
    ReadAnswer answer = api.send(HttpMethods.POST, "/api/sessions", "{\"id\":7,\"x\":1}");

    assertThat(answer.status()).isEqualTo(400);
    assertDescribed("POST /api/sessions", answer);
  }

  @Test
  void everyOperationHasItsOwnIdAndASummary() throws Exception {
    OpenApi description = description();
    Set<String> ids = new HashSet<>();

    for (String operation : description.operations()) {
      JsonNode node = description.operation(operation);
      assertThat(ids.add(node.path("operationId").asText())).as(operation).isTrue();
      assertThat(node.path("summary").asText()).as(operation).isNotEmpty();
      assertThat(node.path("tags").size()).as(operation).isEqualTo(1);
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() throws Exception {
    OpenApi description = description();

    for (JsonNode reference : description.root().findValues("$ref")) {
      String target = reference.asText().substring(1);
      assertThat(description.root().at(target).isMissingNode()).as(target).isFalse();
    }
  }

  @Test
  void theExamplesOfAnswersFitTheirSchemas() throws Exception {
    OpenApi description = description();

    for (JsonNode content : description.root().findValues("application/json")) {
      if (content.has("example")) {
        assertThat(description.check(content.path("schema"), content.path("example"), ""))
            .isEmpty();
      }
    }
  }

  private void assertDescribed(String operation, ReadAnswer answer) throws Exception {
    OpenApi description = description();
    JsonNode responses = description.operation(operation).path("responses");
    assertThat(responses.has(Integer.toString(answer.status())))
        .as("%s answers %s", operation, answer.status())
        .isTrue();
    if (answer.type().endsWith("json")) {
      JsonNode schema = description.answerSchema(operation, answer.status(), answer.type());
      assertThat(description.check(schema, answer.json(), "")).as(answer.body()).isEmpty();
    }
  }

  private ReadAnswer call(String operation, String key) throws Exception {
    String[] parts = operation.split(" ", 2);
    String path =
        parts[1]
            .replace("{id}", "default")
            .replace(
                "{webhookId}",
                (parts[1].startsWith("/api/webhooks") ? FakeWebhooks.OF_ALL : FakeWebhooks.ID)
                    .value())
            .replace("{keyId}", FakeKeys.KEY.id())
            .replace("{deliveryId}", "7")
            .replace("{messageId}/media", FakeMessages.WITH_FILE.id().value() + "/media")
            .replace("{node}", "node-1")
            .replace("/bulk/{planId}", "/bulk/" + FakeBulks.ID)
            .replace("{planId}", FakeScheduled.ID.value())
            .replace("{messageId}", FakeMessages.MESSAGE.id().value());
    HttpRequest request =
        HttpRequest.create(path).withMethod(HttpMethods.lookup(parts[0]).orElseThrow());
    return api.call(Api.as(key, withBody(operation, request)));
  }

  private static HttpRequest withBody(String operation, HttpRequest request) {
    return switch (operation) {
      case "POST /api/sessions", "PATCH /api/sessions/{id}" ->
          request.withEntity(ContentTypes.APPLICATION_JSON, "{\"name\":\"Front desk\"}");
      case "POST /api/sessions/{id}/pairing-code" ->
          request.withEntity(ContentTypes.APPLICATION_JSON, "{\"phone\":\"4670000002\"}");
      case "POST /api/sessions/{id}/messages" ->
          request.withEntity(ContentTypes.APPLICATION_JSON, TEXT);
      case "POST /api/sessions/{id}/messages/edit" ->
          request.withEntity(ContentTypes.APPLICATION_JSON, action(",\"body\":\"b\""));
      case "POST /api/sessions/{id}/messages/react" ->
          request.withEntity(ContentTypes.APPLICATION_JSON, action(",\"emoji\":\"\""));
      case "POST /api/sessions/{id}/messages/delete", "POST /api/sessions/{id}/messages/star" ->
          request.withEntity(ContentTypes.APPLICATION_JSON, action(""));
      case "POST /api/sessions/{id}/messages/forward" ->
          request.withEntity(
              ContentTypes.APPLICATION_JSON, action(",\"toChatId\":\"4670000002@c.us\""));
      case "POST /api/sessions/{id}/messages/bulk" ->
          request.withEntity(ContentTypes.APPLICATION_JSON, "{\"messages\":[" + TEXT + "]}");
      case "POST /api/sessions/{id}/webhooks", "POST /api/webhooks" ->
          request.withEntity(ContentTypes.APPLICATION_JSON, "{\"url\":\"https://example.com\"}");
      case "PATCH /api/sessions/{id}/webhooks/{webhookId}", "PATCH /api/webhooks/{webhookId}" ->
          request.withEntity(ContentTypes.APPLICATION_JSON, "{\"enabled\":false}");
      case "POST /api/keys" ->
          request.withEntity(
              ContentTypes.APPLICATION_JSON, "{\"name\":\"Shop\",\"role\":\"SENDER\"}");
      default -> request;
    };
  }

  private static String action(String more) {
    return "{\"messageId\":\"" + FakeMessages.MESSAGE.id().value() + "\"" + more + "}";
  }
}
