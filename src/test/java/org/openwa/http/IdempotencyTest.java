package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openwa.message.FirstSend;
import org.openwa.message.MessageStatus;
import org.openwa.message.SendKey;
import org.openwa.message.StoredMessage;
import org.openwa.session.SendReply;
import org.openwa.session.SessionCommand;

class IdempotencyTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final String BODY =
      "{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\"hello\"}";

  private final Api api = new Api(TEST_KIT);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void aKeyTravelsWithTheFirstSend() throws Exception {
    ReadAnswer answer = send(BODY, "order-7");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Idempotent-Replayed")).isEmpty();
    SendKey key = ((SessionCommand.Send) api.sessions.onlyCommand()).key();
    assertThat(key).isEqualTo(api.messages.keys.getFirst());
    assertThat(key).extracting(SendKey::value).isEqualTo("order-7");
  }

  @ParameterizedTest
  @EnumSource(names = {"SENT", "DELIVERED", "READ"})
  void whatWasSentIsAnsweredAgainAsAtFirst(MessageStatus status) throws Exception {
    ReadAnswer first = send(BODY, "order-7");
    remember(status, fingerprint());

    ReadAnswer again = send(BODY, "order-7");

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(again.body())
        .isEqualTo(
            first.body().replace("true_4670000002@c.us_A1", FakeMessages.MESSAGE.id().value()));
    assertThat(api.sessions.asked).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "UNKNOWN"})
  void whatHasNoOutcomeYetIsAConflictWithItsMessage(MessageStatus status) throws Exception {
    send(BODY, "order-7");
    remember(status, fingerprint());

    ReadAnswer again = send(BODY, "order-7");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("SEND_IN_PROGRESS");
    assertThat(again.json().path("messageId").asText())
        .isEqualTo(FakeMessages.MESSAGE.id().value());
  }

  @Test
  void whatFailedFailsAgain() throws Exception {
    send(BODY, "order-7");
    remember(MessageStatus.FAILED, fingerprint());

    ReadAnswer again = send(BODY, "order-7");

    assertThat(again.code()).isEqualTo("SEND_REFUSED");
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void aKeyOfAnotherBodyIsRefused() throws Exception {
    remember(MessageStatus.SENT, "of something else");

    ReadAnswer answer = send(BODY, "order-7");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(api.sessions.asked).isEmpty();
  }

  @Test
  void aKeyOfAPlanIsOfNoSendAtOnce() throws Exception {
    api.scheduled.knowsKey = true;

    ReadAnswer answer = send(BODY, "order-7");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(api.sessions.asked).isEmpty();
  }

  @Test
  void aSendThatWasOvertakenByItsTwinIsAReplayToo() throws Exception {
    send(BODY, "order-7");
    api.sessions.answer(new SendReply.Repeated(first(MessageStatus.SENT, fingerprint())));

    ReadAnswer answer = send(BODY, "order-7");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void bodiesDifferInMoreThanWhiteSpace() throws Exception {
    send(BODY, "a");
    send(BODY.replace(",", " ,\n"), "a");
    send(BODY.replace("hello", "hallo"), "a");

    assertThat(api.messages.keys.get(1)).isEqualTo(api.messages.keys.get(0));
    assertThat(api.messages.keys.get(2)).isNotEqualTo(api.messages.keys.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "\u00e5"})
  void whatIsNoKeyIsRefused(String key) throws Exception {
    ReadAnswer answer = send(BODY, key);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
    assertThat(api.asked()).isZero();
  }

  @Test
  void aKeyHasAtMost255Characters() throws Exception {
    assertThat(send(BODY, "x".repeat(255)).status()).isEqualTo(201);
    assertThat(send(BODY, "x".repeat(256)).status()).isEqualTo(400);
  }

  private String fingerprint() {
    return api.messages.keys.getFirst().fingerprint();
  }

  private void remember(MessageStatus status, String fingerprint) {
    api.messages.firstSend = Optional.of(first(status, fingerprint));
  }

  private static FirstSend first(MessageStatus status, String fingerprint) {
    StoredMessage sent = FakeMessages.MESSAGE;
    return new FirstSend(
        fingerprint,
        new StoredMessage(
            sent.id(),
            sent.chatId(),
            sent.from(),
            sent.to(),
            null,
            null,
            true,
            "text",
            sent.body(),
            null,
            null,
            null,
            status,
            sent.waTimestamp(),
            sent.timestamp()));
  }

  private ReadAnswer send(String body, String key) throws Exception {
    HttpRequest request =
        Api.request(HttpMethods.POST, "/api/sessions/default/messages")
            .withEntity(ContentTypes.APPLICATION_JSON, body)
            .addHeader(RawHeader.create("Idempotency-Key", key));
    return api.call(request);
  }
}
