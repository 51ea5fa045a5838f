package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openwa.model.SessionId;
import org.openwa.schedule.PlanId;
import org.openwa.schedule.PlanQuery;
import org.openwa.schedule.PlanStatus;
import org.openwa.schedule.PlannedSend;
import org.openwa.session.SessionRefusal;

/** Scheduled messages and bulks, as callers see them. */
class ScheduledRoutesTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final String SESSION = "/api/sessions/default";
  private static final String SCHEDULED = SESSION + "/scheduled";
  private static final String NEW_BULK = SESSION + "/messages/bulk";

  private final Api api = new Api(TEST_KIT);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void aMessageWithATimeIsKeptAndNotSent() throws Exception {
    ReadAnswer answer =
        sendAt("\"2026-01-01T13:00:00.500+01:00\"", FakeSessions.NOON.plusMillis(500));

    assertThat(answer.json().path("status").asText()).isEqualTo("PENDING");
    assertThat(answer.json().path("id").asText()).startsWith("later_");
    assertThat(answer.json().path("sendAt").asText()).isEqualTo("2026-01-01T12:00:00.500Z");
  }

  private ReadAnswer sendAt(String time, Instant expected) throws Exception {
    ReadAnswer answer = api.send(HttpMethods.POST, SESSION + "/messages", later(time));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(api.scheduled.added).extracting(PlannedSend::dueAt).containsExactly(expected);
    return answer;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-01-01T12:00:00.000Z\"",
        "\"2025-12-31T12:00:00.000Z\"",
        "\"2027-01-03T12:00:00.000Z\"",
        "\"2026-01-01T13:00:00\"",
        "\"tomorrow\"",
        "\"\"",
        "1767272400"
      })
  void aTimeThatIsNoneOrPastOrTooFarIsRefused(String time) throws Exception {
    ReadAnswer answer = api.send(HttpMethods.POST, SESSION + "/messages", later(time));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("errors").path(0).path("field").asText()).isEqualTo("sendAt");
    assertThat(api.scheduled.added).isEmpty();
  }

  @Test
  void aKeyPlansOneMessageAndNamesNoOther() throws Exception {
    api.scheduled.repeated = true;
    ReadAnswer again =
        api.send(HttpMethods.POST, SESSION + "/messages", later("\"2026-01-02T12:00:00.000Z\""));
    api.scheduled.sameRequest = false;
    ReadAnswer other =
        api.send(HttpMethods.POST, SESSION + "/messages", later("\"2026-01-03T12:00:00.000Z\""));

    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  private static String later(String time) {
    return "{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\"hello\",\"sendAt\":"
        + time
        + "}";
  }

  @Test
  void listsSayHowManyThereAreOnAllPagesAndWhereTheyGoOn() throws Exception {
    ReadAnswer scheduled =
        api.get(SCHEDULED + "?status=SENT&limit=1&cursor=later_ffffffffffffffffffffffff");
    ReadAnswer bulks = api.get(SESSION + "/bulk?limit=1");

    assertThat(api.scheduled.queries)
        .containsExactly(
            new PlanQuery(
                new SessionId("default"),
                Optional.of(PlanStatus.SENT),
                Optional.of(new PlanId("later_ffffffffffffffffffffffff")),
                1));
    assertThat(scheduled.header("X-Total-Count")).isEqualTo("10000");
    assertThat(scheduled.header("X-Total-Count-Exact")).isEqualTo("false");
    assertThat(scheduled.header("Link"))
        .isEqualTo(
            "<"
                + SCHEDULED
                + "?status=SENT&limit=1&cursor="
                + FakeScheduled.ID
                + ">; rel=\"next\"");
    assertThat(bulks.header("X-Total-Count")).isEqualTo("7");
    assertThat(bulks.header("Link"))
        .isEqualTo("<" + SESSION + "/bulk?limit=1&cursor=" + FakeBulks.ID + ">; rel=\"next\"");
    assertThat(api.get(SCHEDULED + "?cursor=7").status()).isEqualTo(400);
    assertThat(api.get(SESSION + "/bulk?cursor=").status()).isEqualTo(400);
  }

  @Test
  void whatIsBeingSentCannotBeCancelled() throws Exception {
    ReadAnswer cancelled =
        api.call(Api.request(HttpMethods.DELETE, SCHEDULED + "/" + FakeScheduled.ID));
    api.scheduled.tooLate = true;

    ReadAnswer late = api.call(Api.request(HttpMethods.DELETE, SCHEDULED + "/" + FakeScheduled.ID));

    assertThat(cancelled.json().path("status").asText()).isEqualTo("CANCELLED");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo("TOO_LATE_TO_CANCEL");
  }

  @Test
  void whatIsNotThereIsToldFromASessionThatIsNot() throws Exception {
    String other = SCHEDULED + "/later_ffffffffffffffffffffffff";
    assertThat(api.get(other).code()).isEqualTo("PLAN_NOT_FOUND");
    assertThat(api.get(SCHEDULED + "/what").code()).isEqualTo("PLAN_NOT_FOUND");

    api.sessions.refuse(SessionRefusal.SESSION_NOT_FOUND, null);
    assertThat(api.get(other).code()).isEqualTo("SESSION_NOT_FOUND");
    assertThat(api.get(SCHEDULED).code()).isEqualTo("SESSION_NOT_FOUND");
    assertThat(bulk("{\"recipients\":[\"4670000002\"],\"message\":" + text() + "}").code())
        .isEqualTo("SESSION_NOT_FOUND");
    assertThat(api.bulks.added).isEmpty();
  }

  @Test
  void oneTextGoesToManyAtThePaceThatIsAskedFor() throws Exception {
    ReadAnswer answer =
        bulk(
            "{\"recipients\":[\"+46 70 000 00 02\",\"120363000000000001@g.us\"],\"message\":"
                + text()
                + ",\"options\":{\"delayMs\":100,\"jitterMs\":0}}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("id").asText()).startsWith("bulk_");
    assertThat(api.bulks.items)
        .extracting(item -> item.chat().value())
        .containsExactly("46700000002@c.us", "120363000000000001@g.us");
    assertThat(api.bulks.items).extracting(PlannedSend::phone).contains("+46 70 000 00 02");
    assertThat(api.bulks.added.getFirst().pace().delay()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void eachMayGetATextOfItsOwn() throws Exception {
    bulk(
        "{\"messages\":[{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\"one\"},"
            + "{\"phone\":\"4670000003\",\"type\":\"text\",\"body\":\"two\"}]}");

    assertThat(api.bulks.items)
        .extracting(item -> item.message().content().readable())
        .containsExactly("one", "two");
  }

  @Test
  void everythingThatNeedsNoFileCanBeSentInBulk() throws Exception {
    bulk(
        "{\"recipients\":[\"4670000002\"],\"message\":"
            + "{\"type\":\"location\",\"latitude\":59.3,\"longitude\":18.1}}");
    ReadAnswer file = bulk("{\"recipients\":[\"4670000002\"],\"message\":{\"type\":\"image\"}}");

    assertThat(api.bulks.items)
        .extracting(item -> item.message().content().word())
        .containsExactly("location");
    assertThat(file.status()).isEqualTo(400);
  }

  @Test
  void aKeyOfAnotherRequestIsRefused() throws Exception {
    api.bulks.sameRequest = false;

    ReadAnswer answer = bulk("{\"recipients\":[\"4670000002\"],\"message\":" + text() + "}");

    assertThat(answer.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"recipients\":[],\"message\":{\"type\":\"text\",\"body\":\"a\"}}",
        "{\"recipients\":[\"4670000002\"]}",
        "{\"message\":{\"type\":\"text\",\"body\":\"a\"}}",
        "{\"recipients\":[\"mother\"],\"message\":{\"type\":\"text\",\"body\":\"a\"}}",
        "{\"recipients\":[7],\"message\":{\"type\":\"text\",\"body\":\"a\"}}",
        "{\"recipients\":[\"4670000002\"],\"message\":{\"type\":\"text\"}}",
        "{\"recipients\":[\"4670000002\"],\"message\":{\"type\":\"text\",\"body\":\"a\",\"x\":1}}",
        "{\"messages\":[{\"type\":\"text\",\"body\":\"a\"}]}",
        "{\"messages\":[{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\"\"}]}",
        "{\"messages\":[7]}",
        "{\"messages\":[{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\"a\"}],"
            + "\"options\":{\"delayMs\":-1}}",
        "{\"messages\":[{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\"a\"}],"
            + "\"options\":{\"delayMs\":1.5}}",
        "{\"messages\":[{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\"a\"}],"
            + "\"recipients\":[\"4670000002\"],\"message\":{\"type\":\"text\",\"body\":\"a\"}}"
      })
  void aBadBulkChangesNothing(String body) throws Exception {
    ReadAnswer answer = bulk(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
    assertThat(api.bulks.added).isEmpty();
  }

  @Test
  void moreThanAThousandRecipientsAreRefused() throws Exception {
    String many =
        IntStream.range(0, 1_001)
            .mapToObj(i -> "\"4670" + i + "\"")
            .collect(Collectors.joining(","));

    ReadAnswer answer = bulk("{\"recipients\":[" + many + "],\"message\":" + text() + "}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(api.bulks.added).isEmpty();
  }

  private ReadAnswer bulk(String body) throws Exception {
    return api.send(HttpMethods.POST, NEW_BULK, body);
  }

  private static String text() {
    return "{\"type\":\"text\",\"body\":\"hello\"}";
  }
}
