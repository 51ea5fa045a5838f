package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openwa.egress.FailureClass;
import org.openwa.webhook.Outcome;

/** Webhooks over the API. */
class WebhookRoutesTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final String ALL = "/api/sessions/default/webhooks";
  private static final String ONE = ALL + "/" + FakeWebhooks.ID;

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
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                                    | url",
        "{'url':'ftp://example.com'}                                           | url",
        "{'url':'https://user:pass@example.com'}                               | url",
        "{'url':'https://'}                                                    | url",
        "{'url':'https://example.com','events':['message.nothing']}            | events",
        "{'url':'https://example.com','events':'*'}                            | events",
        "{'url':'https://example.com','headers':{'Host':'x'}}                  | headers",
        "{'url':'https://example.com','headers':{'X-A':'a\\r\\nX-B: b'}}       | headers",
        "{'url':'https://example.com','headers':{'webhook-id':'x'}}            | headers",
        "{'url':'https://example.com','headers':{'X A':'x'}}                   | headers",
        "{'url':'https://example.com','headers':{'X-A':7}}                     | headers",
        "{'url':'https://example.com','secret':'short'}                        | secret",
        "{'url':'https://example.com','order':'random'}                        | order",
        "{'url':'https://example.com','filters':{'chats':['nobody']}}          | filters.chats",
        "{'url':'https://example.com','colour':'red'}                          | colour",
      })
  void badInputIsNamedAndChangesNothing(String body, String field) throws Exception {
    ReadAnswer answer = api.send(HttpMethods.POST, ALL, body.replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("errors").findValuesAsText("field")).contains(field);
    assertThat(api.webhooks.stored).hasSize(1);
  }
}
