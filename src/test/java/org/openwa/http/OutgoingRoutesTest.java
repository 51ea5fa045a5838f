package org.openwa.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.model.ChatId;
import org.openwa.model.MessageAction;
import org.openwa.model.MessageContent;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.session.SessionCommand;

/** What can be sent beside plain texts, and what can be done to messages. */
class OutgoingRoutesTest {

  private static final ActorTestKit TEST_KIT = ActorTestKit.create();
  private static final String MESSAGES = "/api/sessions/default/messages";
  private static final String MESSAGE = FakeMessages.MESSAGE.id().value();

  private final Api api = new Api(TEST_KIT);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  static Stream<Arguments> otherContents() {
    return Stream.of(
        Arguments.of(
            "'type':'location','latitude':52.5,'longitude':13,'name':'Berlin'",
            new MessageContent.Location(52.5, 13, "Berlin", null)),
        Arguments.of(
            "'type':'contact','contactName':'Bob','contactNumber':'+46 70 000 003'",
            new MessageContent.Contact("Bob", "4670000003")),
        Arguments.of(
            "'type':'poll','name':'Lunch?','options':['yes','no'],'allowMultipleAnswers':true",
            new MessageContent.Poll("Lunch?", List.of("yes", "no"), true)));
  }

  @ParameterizedTest
  @MethodSource("otherContents")
  void placesPeopleAndPollsAreSentToo(String fields, MessageContent content) throws Exception {
    api.send(
        HttpMethods.POST, MESSAGES, ("{'phone':'4670000002'," + fields + "}").replace('\'', '"'));

    assertThat(((SessionCommand.Send) api.sessions.onlyCommand()).message())
        .isEqualTo(OutgoingMessage.of(content));
  }

  @Test
  void whatStandsBesideAMessageTravelsWithIt() throws Exception {
    api.send(
        HttpMethods.POST,
        MESSAGES,
        """
        {"phone":"4670000002","type":"text","body":"@4670000003 look","linkPreview":true,
        "mentions":["+46 70 000 003"],"quotedMessageId":"false_4670000002@c.us_A0"}\
        """);

    assertThat(((SessionCommand.Send) api.sessions.onlyCommand()).message())
        .isEqualTo(
            new OutgoingMessage(
                new MessageContent.Text("@4670000003 look"),
                new MessageId("false_4670000002@c.us_A0"),
                List.of(new ChatId("4670000003@c.us")),
                true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          latitude | 'type':'location','latitude':91,'longitude':0
          longitude | 'type':'location','latitude':0
          latitude | 'type':'location','latitude':'1','longitude':0
          options | 'type':'poll','name':'x','options':['a']
          options | 'type':'poll','name':'x','options':['a','a']
          options | 'type':'poll','name':'x','options':['a',' ']
          options | 'type':'poll','name':'x','options':['1','2','3','4','5','6','7','8','9','10','11','12','13']
          contactNumber | 'type':'contact','contactName':'x','contactNumber':'12345678@g.us'
          mentions | 'type':'text','body':'x','mentions':['12345678@g.us']
          quotedMessageId | 'type':'text','body':'x','quotedMessageId':'a b'
          body | 'type':'text','body':'x\\u0000'
          body | 'type':'text','body':'\\ud800'
          name | 'type':'poll','name':'\\udc00','options':['a','b']
          options | 'type':'poll','name':'x','options':['a','\\u0000']
          """)
  void whatIsWrongIsSaidOfItsField(String field, String fields) throws Exception {
    ReadAnswer answer =
        api.send(
            HttpMethods.POST,
            MESSAGES,
            ("{'phone':'4670000002'," + fields + "}").replace('\'', '"'));

    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.fields()).contains(field);
    assertThat(api.sessions.asked).isEmpty();
  }

  @Test
  void morePeopleThanMayBeMentionedAreTooMany() throws Exception {
    String people =
        IntStream.range(0, 257)
            .mapToObj(i -> "\"46700" + (10_000 + i) + "\"")
            .collect(Collectors.joining(","));

    ReadAnswer answer =
        api.send(
            HttpMethods.POST,
            MESSAGES,
            "{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\"x\",\"mentions\":["
                + people
                + "]}");

    assertThat(answer.fields()).containsExactly("mentions");
  }

  static Stream<Arguments> actions() {
    return Stream.of(
        Arguments.of("edit", ",'body':'new'", new MessageAction.Edit("new")),
        Arguments.of("react", ",'emoji':'👍'", new MessageAction.React("👍")),
        Arguments.of("react", ",'emoji':''", new MessageAction.React("")),
        Arguments.of("delete", "", new MessageAction.Hide()),
        Arguments.of("delete", ",'forEveryone':true", new MessageAction.Revoke()),
        Arguments.of("star", ",'star':false", new MessageAction.Star(false)));
  }

  @ParameterizedTest
  @MethodSource("actions")
  void somethingIsDoneToAMessage(String path, String fields, MessageAction action)
      throws Exception {
    ReadAnswer answer = api.send(HttpMethods.POST, MESSAGES + "/" + path, of(MESSAGE, fields));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    SessionCommand.Act asked = (SessionCommand.Act) api.sessions.onlyCommand();
    assertThat(asked.action()).isEqualTo(action);
    assertThat(asked.message().value()).isEqualTo(MESSAGE);
  }

  @Test
  void nothingIsDoneToAMessageThatIsNotKnown() throws Exception {
    ReadAnswer unknown =
        api.send(HttpMethods.POST, MESSAGES + "/delete", of("true_4670000002@c.us_Z9", ""));
    ReadAnswer elsewhere =
        api.send(
            HttpMethods.POST, MESSAGES + "/delete", of(MESSAGE, ",'chatId':'4670000009@c.us'"));

    assertThat(unknown.code()).isEqualTo("MESSAGE_NOT_FOUND");
    assertThat(elsewhere.code()).isEqualTo("MESSAGE_NOT_FOUND");
    assertThat(api.sessions.asked).isEmpty();
  }

  @Test
  void aForwardIsASendOfWhatIsKnown() throws Exception {
    ReadAnswer answer =
        api.send(
            HttpMethods.POST,
            MESSAGES + "/forward",
            of(FakeMessages.WITH_FILE.id().value(), ",'toChatId':'4670000003@c.us'"));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    SessionCommand.Send asked = (SessionCommand.Send) api.sessions.onlyCommand();
    assertThat(asked.chat()).isEqualTo(new ChatId("4670000003@c.us"));
    assertThat(asked.message().content())
        .isEqualTo(
            new MessageContent.Forwarded(
                FakeMessages.WITH_FILE.id(), "text", "caption", FakeMessages.FILE));
  }

  private static String of(String message, String fields) {
    return ("{'messageId':'" + message + "'" + fields + "}").replace('\'', '"');
  }
}
