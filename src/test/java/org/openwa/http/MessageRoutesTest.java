package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openwa.message.MessageCursor;
import org.openwa.message.MessagePage;
import org.openwa.message.MessageQuery;
import org.openwa.message.MessageStatus;
import org.openwa.model.ChatId;
import org.openwa.model.MessageDetails;
import org.openwa.model.MessageId;
import org.openwa.model.Total;
import org.openwa.session.SendReply;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionRefusal;

class MessageRoutesTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final String MESSAGES = "/api/sessions/default/messages";

  private final Api api = new Api(TEST_KIT);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @Test
  void aTextIsSentAsTheRunbookDoesIt() throws Exception {
    ReadAnswer answer =
        api.send(
            HttpMethods.POST,
            MESSAGES,
            "{\"phone\": \"4670000002@c.us\", \"type\": \"text\", \"body\": \"Test after"
                + " restart\"}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"id":"true_4670000002@c.us_A1","phone":"4670000002@c.us",\
            "chatId":"4670000002@c.us","type":"text","body":"Test after restart",\
            "status":"SENT","timestamp":"2026-01-01T12:00:00.000Z","waTimestamp":1767268800}\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "4670000002, 4670000002@c.us",
    "+46 70-000 002, 4670000002@c.us",
    "12345678@g.us, 12345678@g.us",
    "12345678@lid, 12345678@lid",
    "status@broadcast, status@broadcast"
  })
  void thePhoneMayBeANumberOrAChat(String phone, String chat) throws Exception {
    api.send(HttpMethods.POST, MESSAGES, send(phone, "text", "hi"));

    assertThat(((SessionCommand.Send) api.sessions.onlyCommand()).chat())
        .isEqualTo(new ChatId(chat));
  }

  @Test
  void aTextMayHaveEveryCharacterOfTheWorldAndTheFullLength() throws Exception {
    String text = "å😀\\n\\u0001" + "x".repeat(65_532);

    api.send(HttpMethods.POST, MESSAGES, send("4670000002", "text", text));

    assertThat(((SessionCommand.Send) api.sessions.onlyCommand()).message().content().readable())
        .startsWith("å😀\n\u0001x");
  }

  @Test
  void anUnknownOutcomeSaysWhereItWillAppear() throws Exception {
    api.sessions.answer(new SendReply.Unknown(new MessageId("true_x@c.us_A1")));

    ReadAnswer answer = api.send(HttpMethods.POST, MESSAGES, send("4670000002", "text", "x"));

    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.code()).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(answer.json().path("messageId").asText()).isEqualTo("true_x@c.us_A1");
  }

  @Test
  void aSessionThatDoesNotAnswerIsATimeout() throws Exception {
    api.sessions.fail(new TimeoutException("ask timed out"));

    ReadAnswer answer = api.send(HttpMethods.POST, MESSAGES, send("4670000002", "text", "x"));

    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.code()).isEqualTo("TIMEOUT");
    assertThat(answer.body()).doesNotContain("ask timed out");
  }

  @Test
  void theListIsABareArrayWithItsNextPage() throws Exception {
    ReadAnswer answer = api.get(MESSAGES + "?chatId=4670000002@c.us&limit=1");

    assertThat(answer.header("X-Total-Count")).isEqualTo("7");
    assertThat(answer.header("Link"))
        .isEqualTo(
            "</api/sessions/default/messages?chatId=4670000002@c.us&limit=1"
                + "&cursor=1767268800-42>; rel=\"next\"");
    assertThat(answer.body())
        .isEqualTo(
            """
            [{"id":"true_4670000002@c.us_A1","chatId":"4670000002@c.us",\
            "from":"4670000001@c.us","to":"4670000002@c.us","author":null,"senderName":null,\
            "fromMe":true,"type":"text","body":"hello","quotedMessageId":null,"media":null,\
            "location":null,"contacts":null,"poll":null,\
            "status":"SENT","timestamp":"2026-01-01T12:00:00.000Z","waTimestamp":1767268800,\
            "editedAt":null,"revoked":false,"reactions":[],"votes":[]}]\
            """);
  }

  @Test
  void everyParameterReachesTheStore() throws Exception {
    api.get(
        MESSAGES
            + "?phone=4670000002&direction=incoming&type=image&status=READ&limit=200"
            + "&after=2026-01-01T00:00:00Z&before=2026-01-02T01:00:00%2B01:00&cursor=5-6&q=late%20delivery");

    assertThat((MessageQuery) api.messages.asked.getFirst())
        .returns(Optional.of(new ChatId("4670000002@c.us")), MessageQuery::chat)
        .returns(Optional.of(false), MessageQuery::fromMe)
        .returns(Optional.of("image"), MessageQuery::type)
        .returns(Optional.of(MessageStatus.READ), MessageQuery::status)
        .returns(Optional.of(Instant.parse("2026-01-01T00:00:00Z")), MessageQuery::after)
        .returns(Optional.of(Instant.parse("2026-01-02T00:00:00Z")), MessageQuery::before)
        .returns(Optional.of("late delivery"), MessageQuery::text)
        .returns(Optional.of(new MessageCursor(5, 6)), MessageQuery::cursor)
        .returns(200, MessageQuery::limit);
  }

  @Test
  void aTotalSaysWhetherItIsExact() throws Exception {
    assertThat(api.get(MESSAGES).header("X-Total-Count-Exact")).isEqualTo("true");

    api.messages.page =
        CompletableFuture.completedFuture(
            new MessagePage(
                List.of(FakeMessages.MESSAGE), new Total(10_000, false), Optional.empty()));

    assertThat(api.get(MESSAGES).header("X-Total-Count")).isEqualTo("10000");
    assertThat(api.get(MESSAGES).header("X-Total-Count-Exact")).isEqualTo("false");
  }

  @Test
  void anEmptyListOfNoSessionIsNotFound() throws Exception {
    api.messages.page =
        CompletableFuture.completedFuture(
            new MessagePage(List.of(), new Total(0, true), Optional.empty()));
    assertThat(api.get(MESSAGES).body()).isEqualTo("[]");

    api.sessions.refuse(SessionRefusal.SESSION_NOT_FOUND, null);
    assertThat(api.get(MESSAGES).code()).isEqualTo("SESSION_NOT_FOUND");
  }

  @Test
  void oneMessageIsFoundByItsId() throws Exception {
    assertThat(api.get(MESSAGES + "/true_4670000002@c.us_A1").json().path("body").asText())
        .isEqualTo("hello");
  }

  @Test
  void aPlaceACardAndAPollAreShownWithTheirFields() throws Exception {
    api.messages.page =
        CompletableFuture.completedFuture(
            new MessagePage(
                List.of(
                    FakeMessages.MESSAGE.with(new MessageDetails.Place(52.5, 13.4, "Berlin", null)),
                    FakeMessages.MESSAGE.with(
                        new MessageDetails.Cards(
                            List.of(new MessageDetails.Card("Bob", "4915111111111")))),
                    FakeMessages.MESSAGE.with(
                        new MessageDetails.Choice(List.of("yes", "no"), true))),
                new Total(3, true),
                Optional.empty()));

    JsonNode shown = api.get(MESSAGES).json();

    assertThat(shown.get(0).path("location").toString())
        .isEqualTo("{\"latitude\":52.5,\"longitude\":13.4,\"name\":\"Berlin\",\"address\":null}");
    assertThat(shown.get(0).path("poll").isNull()).isTrue();
    assertThat(shown.get(1).path("contacts").toString())
        .isEqualTo("[{\"name\":\"Bob\",\"phone\":\"4915111111111\"}]");
    assertThat(shown.get(2).path("poll").toString())
        .isEqualTo("{\"options\":[\"yes\",\"no\"],\"allowMultipleAnswers\":true}");
  }

  @Test
  void aMessageThatDoesNotExistIsToldFromASessionThatDoesNot() throws Exception {
    assertThat(api.get(MESSAGES + "/other").code()).isEqualTo("MESSAGE_NOT_FOUND");

    api.sessions.refuse(SessionRefusal.SESSION_NOT_FOUND, null);
    assertThat(api.get(MESSAGES + "/other").code()).isEqualTo("SESSION_NOT_FOUND");
  }

  @Test
  void whatNoMessageCanBeCalledIsNotFound() throws Exception {
    ReadAnswer answer = api.get(MESSAGES + "/" + "x".repeat(201));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("MESSAGE_NOT_FOUND");
    assertThat(api.asked()).isZero();
  }

  private static String send(String phone, String type, String body) {
    return "{\"phone\":\"" + phone + "\",\"type\":\"" + type + "\",\"body\":\"" + body + "\"}";
  }
}
