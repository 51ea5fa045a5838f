package org.openwa.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.typesafe.config.ConfigFactory;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.SerializationTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.message.FirstSend;
import org.openwa.message.MessageStatus;
import org.openwa.message.SendKey;
import org.openwa.message.StoredMessage;
import org.openwa.model.Account;
import org.openwa.model.CborSerializable;
import org.openwa.model.ChatId;
import org.openwa.model.MediaKind;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageAction;
import org.openwa.model.MessageContent;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.RequestId;
import org.openwa.model.SessionId;

/** Everything that travels or lies in the journal comes back as it was. */
class SessionSerializationTest {

  private static final ActorTestKit TEST_KIT =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  """
                  pekko.actor.provider = local
                  pekko.coordinated-shutdown.exit-jvm = off
                  """)
              .withFallback(ConfigFactory.load()));
  private static final SerializationTestKit SERIALIZATION =
      new SerializationTestKit(TEST_KIT.system());

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final Account ACCOUNT = new Account("4917012345", null, "android");
  private static final ChatId BOB = new ChatId("4915111111111@c.us");
  private static final MessageId ID = new MessageId("true_4915111111111@c.us_3EB0");
  private static final StoredMessage MESSAGE =
      new StoredMessage(
          ID,
          BOB,
          "a@c.us",
          "b@c.us",
          null,
          null,
          true,
          "text",
          "hello",
          null,
          null,
          null,
          MessageStatus.SENT,
          1,
          NOON);
  private static final SessionState.Definition DEFINITION =
      new SessionState.Definition("demo", SessionConfig.DEFAULT, NOON, true);

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  @ParameterizedTest
  @MethodSource({"events", "states", "replies", "commands", "requested", "messages"})
  void comesBackAsItWas(CborSerializable value) {
    assertThat(SERIALIZATION.verifySerialization(value, false))
        .usingRecursiveComparison()
        .isEqualTo(value);
  }

  /** Nodes of before requests travelled send none. */
  @Test
  void aCommandOfAnOlderNodeBelongsToNoRequest() throws Exception {
    SessionCommand command = requested().findFirst().orElseThrow();
    Serialization serialization = SerializationExtension.get(TEST_KIT.system());
    Serializer serializer = serialization.findSerializerFor(command);
    ObjectMapper cbor = new CBORMapper();
    ObjectNode fields = (ObjectNode) cbor.readTree(serialization.serialize(command).get());

    fields.remove("request");
    SessionCommand read =
        (SessionCommand)
            serialization
                .deserialize(
                    cbor.writeValueAsBytes(fields),
                    serializer.identifier(),
                    command.getClass().getName())
                .get();

    assertThat(command.request()).isNotNull();
    assertThat(read.request()).isNull();
  }

  @ParameterizedTest
  @MethodSource("requested")
  void whatACallerAsksForBelongsToTheRequest(SessionCommand command) {
    assertThat(command.request()).isEqualTo(new RequestId("r-1"));
  }

  /** So that nobody forgets to list a new one above. */
  @Test
  void allOfThemAreTried() {
    assertThat(classesOf(events())).hasSameSizeAs(SessionEvent.class.getPermittedSubclasses());
    assertThat(classesOf(contents())).hasSameSizeAs(MessageContent.class.getPermittedSubclasses());
    assertThat(classesOf(commands())).hasSameSizeAs(SessionCommand.class.getPermittedSubclasses());
  }

  private static List<Class<?>> classesOf(Stream<? extends CborSerializable> values) {
    return values.<Class<?>>map(Object::getClass).distinct().toList();
  }

  static Stream<SessionEvent> events() {
    return Stream.of(
        new SessionEvent.Created(NOON, "demo", SessionConfig.DEFAULT, true),
        new SessionEvent.Configured(NOON, null, new SessionConfig(false)),
        new SessionEvent.Started(NOON),
        new SessionEvent.Stopped(NOON),
        new SessionEvent.Linked(NOON, ACCOUNT),
        new SessionEvent.Unlinked(NOON, "by phone"),
        new SessionEvent.Deleted(NOON));
  }

  static Stream<SessionState> states() {
    return Stream.of(
        new SessionState.Absent(),
        new SessionState.Unlinked(DEFINITION),
        new SessionState.Linked(DEFINITION, ACCOUNT),
        new SessionState.LoggedOut(DEFINITION, "by phone", NOON));
  }

  static Stream<CborSerializable> replies() {
    return Stream.of(
        new SessionReply.Accepted(
            new SessionView(
                new SessionId("alice"),
                "Alice",
                SessionStatus.CONNECTED,
                null,
                NOON,
                true,
                ACCOUNT,
                "node",
                3,
                NOON,
                NOON,
                SessionConfig.DEFAULT,
                0)),
        new SessionReply.Refused(SessionRefusal.SESSION_NOT_READY, SessionStatus.SCAN_QR, null),
        new Pong(7),
        new QrReply.Qr("2@secret", NOON),
        new PairingCodeReply.PairingCode("ABCD1234"),
        new ScreenshotReply.Screenshot(new byte[] {1, 2}),
        new ActReply.Done(ID),
        new SendReply.Unknown(ID),
        new SendReply.Repeated(new FirstSend("f", MESSAGE)),
        new SendReply.Sent(MESSAGE));
  }

  static Stream<MessageContent> contents() {
    MediaRef file = new MediaRef("0123456789abcdef", "image/png", 5, "0f", "a.png");
    return Stream.of(
        new MessageContent.Text("hi"),
        new MessageContent.Media(MediaKind.IMAGE, file, null),
        new MessageContent.Location(52.5, 13.4, "Berlin", null),
        new MessageContent.Contact("Bob", "4915111111111"),
        new MessageContent.Poll("Lunch?", List.of("yes", "no"), true),
        new MessageContent.Forwarded(ID, "image", null, file));
  }

  static Stream<OutgoingMessage> messages() {
    return contents().map(content -> new OutgoingMessage(content, ID, List.of(BOB), true));
  }

  static Stream<SessionCommand> requested() {
    return commands()
        .filter(command -> !isOurs(command))
        .map(command -> command.during(new RequestId("r-1")));
  }

  /** Asked by the program itself. */
  private static boolean isOurs(SessionCommand command) {
    return command instanceof SessionCommand.Ensure
        || command instanceof SessionCommand.Ping
        || command instanceof SessionCommand.HandOver;
  }

  static Stream<SessionCommand> commands() {
    ActorRef<SessionReply> reply = TEST_KIT.<SessionReply>createTestProbe().getRef();
    return Stream.of(
        new SessionCommand.Create("demo", SessionConfig.DEFAULT, true, reply),
        new SessionCommand.Configure("demo", null, reply),
        new SessionCommand.Start(reply),
        new SessionCommand.Stop(reply),
        new SessionCommand.Restart(reply),
        new SessionCommand.Logout(reply),
        new SessionCommand.Delete(reply),
        new SessionCommand.GetView(reply),
        new SessionCommand.GetQr(TEST_KIT.<QrReply>createTestProbe().getRef()),
        new SessionCommand.GetPairingCode(
            "4917012345", TEST_KIT.<PairingCodeReply>createTestProbe().getRef()),
        new SessionCommand.GetScreenshot(TEST_KIT.<ScreenshotReply>createTestProbe().getRef()),
        new SessionCommand.Send(
            BOB,
            OutgoingMessage.text("hi"),
            new SendKey("k", "f"),
            TEST_KIT.<SendReply>createTestProbe().getRef()),
        new SessionCommand.Act(
            ID, new MessageAction.React("x"), TEST_KIT.<ActReply>createTestProbe().getRef()),
        new SessionCommand.Ensure(),
        new SessionCommand.HandOver(),
        new SessionCommand.Ping(TEST_KIT.<Pong>createTestProbe().getRef()));
  }
}
