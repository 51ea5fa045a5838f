package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openwa.egress.FailureClass;
import org.openwa.event.Filters;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.DeliveryStatus;
import org.openwa.webhook.Outcome;
import org.openwa.webhook.Webhook;
import org.openwa.webhook.Webhooks;

/** Webhooks over the API. */
class WebhookRoutesTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final String ALL = "/api/sessions/default/webhooks";
  private static final String ONE = ALL + "/" + FakeWebhooks.ID;

  private static final String OF_ALL = "/api/webhooks";

  private final Api api = new Api(TEST_KIT);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void aNewWebhookShowsItsSecretThisOnce() throws Exception {
    ReadAnswer made = api.send(HttpMethods.POST, ALL, "{\"url\":\"https://example.com/x\"}");
    String id = made.json().path("id").asText();
    ReadAnswer shown = api.get(ALL + "/" + id);

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("secret").asText()).startsWith("whsec_");
    assertThat(made.json().path("events").toString()).isEqualTo("[\"message.received\"]");
    assertThat(shown.json().path("secret").asText()).isEqualTo("********");
  }

  @Test
  void secretsAndHeaderValuesAreMasked() throws Exception {
    String list = api.get(ALL).body();

    assertThat(list).contains("Authorization").doesNotContain("hidden", FakeWebhooks.SECRET);
  }

  @Test
  void aPatchChangesOnlyWhatItNames() throws Exception {
    ReadAnswer answer =
        api.send(HttpMethods.PATCH, ONE, "{\"url\":\"https://new.example.com/webhook\"}");

    assertThat(answer.json().path("url").asText()).isEqualTo("https://new.example.com/webhook");
    assertThat(answer.json().path("events").toString()).isEqualTo("[\"*\"]");
    assertThat(api.webhooks.woken).containsExactly(FakeWebhooks.ID);
  }

  @Test
  void aTestSaysHowItWentAndNeverMore() throws Exception {
    api.webhooks.outcome = new Outcome.Failed(FailureClass.BLOCKED_ADDRESS, Duration.ofMillis(3));

    ReadAnswer answer = api.post(ONE + "/test");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"failed\",\"statusCode\":null,\"durationMs\":3,"
                + "\"error\":\"BLOCKED_ADDRESS\"}");
    assertThat(api.webhooks.sent.getFirst()).contains("webhook.test");
  }

  @Test
  void theLogCanBeNarrowed() throws Exception {
    ReadAnswer failed = api.get(ONE + "/logs?status=failed&limit=20");
    ReadAnswer dead = api.get(ONE + "/logs?status=dead");

    assertThat(failed.json().get(0).path("error").asText()).isEqualTo("HTTP_500");
    assertThat(dead.json()).isEmpty();
  }

  @Test
  void whatFailedIsTriedAgain() throws Exception {
    ReadAnswer answer = api.post(ONE + "/retry-failed");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"requeued\":3}");
    assertThat(api.webhooks.woken).containsExactly(FakeWebhooks.ID);
  }

  @Test
  void aWebhookOfAnotherSessionIsNotFound() throws Exception {
    ReadAnswer answer = api.get("/api/sessions/other/webhooks/" + FakeWebhooks.ID);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("code").asText()).isEqualTo("WEBHOOK_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"url\":null}"})
  void aNewWebhookNeedsAUrl(String body) throws Exception {
    ReadAnswer answer = api.send(HttpMethods.POST, ALL, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("errors").findValuesAsText("field")).contains("url");
  }

  @Test
  void thereAreNoMoreThanSixteenOfEachOwner() throws Exception {
    String body = "{\"url\":\"https://example.com/x\"}";
    for (int i = 1; i < Webhooks.MAX; i++) {
      assertThat(api.send(HttpMethods.POST, OF_ALL, body).status()).isEqualTo(201);
    }

    ReadAnswer tooMany = api.send(HttpMethods.POST, OF_ALL, body);

    assertThat(tooMany.status()).isEqualTo(409);
    assertThat(tooMany.json().path("code").asText()).isEqualTo("WEBHOOK_LIMIT_REACHED");
    assertThat(api.send(HttpMethods.POST, ALL, body).status()).isEqualTo(201);
  }

  @Test
  void aWebhookOfAllSessionsIsMadeShownChangedAndRemoved() throws Exception {
    ReadAnswer made = api.send(HttpMethods.POST, OF_ALL, "{\"url\":\"https://example.com/x\"}");
    String one = OF_ALL + "/" + made.json().path("id").asText();

    ReadAnswer changed = api.send(HttpMethods.PATCH, one, "{\"enabled\":false}");
    ReadAnswer list = api.get(OF_ALL);
    ReadAnswer removed = api.call(Api.request(HttpMethods.DELETE, one));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("sessionId").isNull()).isTrue();
    assertThat(changed.json().path("enabled").asBoolean()).isFalse();
    assertThat(list.json()).hasSize(2);
    assertThat(removed.status()).isEqualTo(204);
    assertThat(api.get(one).status()).isEqualTo(404);
  }

  @Test
  void whatIsOfAllSessionsIsNotFoundInOneAndTheOtherWayRound() throws Exception {
    assertThat(api.get(ALL + "/" + FakeWebhooks.OF_ALL).status()).isEqualTo(404);
    assertThat(api.get(OF_ALL + "/" + FakeWebhooks.ID).status()).isEqualTo(404);
    assertThat(api.post(OF_ALL + "/" + FakeWebhooks.ID + "/disable").status()).isEqualTo(404);
    assertThat(api.webhooks.stored.values()).allMatch(Webhook::enabled);
  }

  @Test
  void aPatchIsMergedMemberByMember() throws Exception {
    api.send(
        HttpMethods.PATCH,
        ONE,
        "{\"headers\":{\"X-A\":\"1\"},\"filters\":{\"fromMe\":false,\"types\":[\"text\"]}}");

    ReadAnswer answer =
        api.send(
            HttpMethods.PATCH,
            ONE,
            "{\"headers\":{\"x-a\":null,\"X-B\":\"2\"},\"filters\":{\"fromMe\":null}}");

    Webhook webhook = Objects.requireNonNull(api.webhooks.stored.get(FakeWebhooks.ID));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(webhook.headers())
        .containsOnly(Map.entry("Authorization", "Bearer hidden"), Map.entry("X-B", "2"));
    assertThat(webhook.filters()).isEqualTo(new Filters(Set.of(), Set.of("text"), null, null));
  }

  @Test
  void whatIsNullIsTheDefaultAgain() throws Exception {
    api.send(HttpMethods.PATCH, ONE, "{\"retry\":{\"waits\":[5,60]},\"order\":\"strict\"}");
    ReadAnswer own = api.get(ONE);

    ReadAnswer answer =
        api.send(
            HttpMethods.PATCH,
            ONE,
            "{\"retry\":null,\"order\":null,\"headers\":null,\"events\":null}");

    assertThat(own.json().path("retry").toString()).isEqualTo("{\"waits\":[5,60]}");
    assertThat(answer.json().path("retry").path("waits")).hasSize(10);
    assertThat(answer.json().path("order").asText()).isEqualTo("chat");
    assertThat(answer.json().path("headers")).isEmpty();
    assertThat(answer.json().path("events").toString()).isEqualTo("[\"message.received\"]");
  }

  @Test
  void aRetryOfEverythingSaysHowFarItIs() throws Exception {
    ReadAnswer before = api.get(ONE + "/retry-failed");
    api.post(ONE + "/retry-failed");

    ReadAnswer answer = api.get(ONE + "/retry-failed");

    assertThat(before.json().path("status").asText()).isEqualTo("none");
    assertThat(answer.json().path("status").asText()).isEqualTo("running");
    assertThat(answer.json().path("requeued").asInt()).isEqualTo(3);
    assertThat(answer.json().path("done").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"7, 202, 1", "8, 202, 0", "9, 404, 0"})
  void oneIsDeliveredAgainUnlessItIsUnderWay(int delivery, int status, int requeued)
      throws Exception {
    ReadAnswer answer = api.post(ONE + "/deliveries/" + delivery + "/redeliver");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("requeued").asInt()).isEqualTo(requeued);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=nothing",
        "status=FAILED",
        "event=message.nothing",
        "limit=0",
        "limit=201",
        "limit=x",
        "cursor=x",
        "cursor=-1",
        "cursor=1&cursor=2",
        "page=2"
      })
  void aLogIsNotNarrowedByWhatNobodyKnows(String query) throws Exception {
    ReadAnswer answer = api.get(ONE + "/logs?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asText()).isEqualTo("VALIDATION_FAILED");
  }

  @Test
  void aLogIsNarrowedByAllThatWasAskedFor() throws Exception {
    ReadAnswer answer =
        api.get(ONE + "/logs?status=failed&event=message.received&limit=20&cursor=99");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(api.webhooks.queries)
        .containsExactly(
            new Deliveries.LogQuery(
                FakeWebhooks.ID,
                Optional.of(DeliveryStatus.FAILED),
                Optional.of("message.received"),
                Optional.of(99L),
                20));
    assertThat(answer.json().get(0).properties().stream().map(Map.Entry::getKey))
        .containsExactly(
            "id",
            "webhookId",
            "eventId",
            "event",
            "status",
            "statusCode",
            "durationMs",
            "attempt",
            "error",
            "createdAt",
            "nextAttemptAt");
  }

  @Test
  void aLogThatGoesOnSaysWhere() throws Exception {
    api.webhooks.lines = 3;

    ReadAnswer page = api.get(ONE + "/logs?status=failed&limit=2");
    ReadAnswer last = api.get(ONE + "/logs?status=failed&limit=3");

    assertThat(page.json()).hasSize(2);
    assertThat(page.header("X-Total-Count")).isEqualTo("3");
    assertThat(page.header("X-Total-Count-Exact")).isEqualTo("true");
    assertThat(page.header("Link"))
        .contains("<" + ONE + "/logs?status=failed&limit=2&cursor=8>; rel=\"next\"");
    assertThat(last.json()).hasSize(3);
    assertThat(last.header("Link")).isEmpty();
  }
}
