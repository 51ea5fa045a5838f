package org.openwa.session;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.openwa.message.FirstSend;
import org.openwa.message.MessageHistory;
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
import org.openwa.model.MessageDetails;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.RequestId;
import org.openwa.model.SessionId;

/**
 * Some of everything of a session that travels or lies in the journal. The first of a class leaves
 * nothing out that may be null.
 */
public final class SessionSamples {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final Account ACCOUNT = new Account("4917012345", "Alice", "android");
  private static final ChatId BOB = new ChatId("4915111111111@c.us");
  private static final MessageId ID = new MessageId("true_4915111111111@c.us_3EB0");
  private static final MediaRef FILE =
      new MediaRef("0123456789abcdef", "image/png", 5, "0f", "a.png");
  private static final MessageHistory HISTORY =
      new MessageHistory(
          NOON,
          NOON,
          List.of(new MessageHistory.Reaction("a@c.us", "x", NOON)),
          List.of(new MessageHistory.Vote("a@c.us", List.of("yes"), NOON)));
  private static final StoredMessage MESSAGE =
      new StoredMessage(
          ID,
          BOB,
          "a@c.us",
          "b@c.us",
          "c@c.us",
          "Carol",
          true,
          "text",
          "hello",
          ID,
          "image/png",
          FILE,
          MessageStatus.SENT,
          1,
          NOON,
          HISTORY,
          null);
  private static final SendKey KEY = new SendKey("k", "f");
  private static final SessionState.Definition DEFINITION =
      new SessionState.Definition("demo", SessionConfig.DEFAULT, NOON, true);

  private SessionSamples() {}

  /**
   * All of them.
   *
   * @param somebody waits for the answers
   */
  public static Stream<CborSerializable> all(ActorRef<Object> somebody) {
    return Stream.of(
            events(),
            states(),
            replies(),
            contents(),
            actions(),
            parts(),
            details(),
            commands(somebody))
        .flatMap(each -> each);
  }

  private static Stream<CborSerializable> events() {
    return Stream.of(
        new SessionEvent.Created(NOON, "demo", SessionConfig.DEFAULT, true),
        new SessionEvent.Configured(NOON, "demo", new SessionConfig(false)),
        new SessionEvent.Configured(NOON, null, new SessionConfig(false)),
        new SessionEvent.Started(NOON),
        new SessionEvent.Stopped(NOON),
        new SessionEvent.Linked(NOON, ACCOUNT),
        new SessionEvent.Linked(NOON, new Account("4917012345", null, null)),
        new SessionEvent.Unlinked(NOON, "by phone"),
        new SessionEvent.Deleted(NOON));
  }

  private static Stream<CborSerializable> states() {
    return Stream.of(
        new SessionState.Absent(),
        new SessionState.Unlinked(DEFINITION),
        new SessionState.Linked(DEFINITION, ACCOUNT),
        new SessionState.LoggedOut(DEFINITION, "by phone", NOON));
  }

  private static Stream<CborSerializable> replies() {
    SessionView view =
        new SessionView(
            new SessionId("alice"),
            "Alice",
            SessionStatus.CONNECTED,
            "because",
            NOON,
            true,
            ACCOUNT,
            "node",
            3,
            NOON,
            NOON,
            SessionConfig.DEFAULT,
            2);
    return Stream.of(
        view,
        new SessionReply.Accepted(view),
        new SessionReply.Refused(
            SessionRefusal.SESSION_NOT_READY, SessionStatus.SCAN_QR, "not yet"),
        new SessionReply.Refused(SessionRefusal.SESSION_NOT_FOUND, null, null),
        new Pong(7, 6),
        new QrReply.Qr("2@secret", NOON),
        new PairingCodeReply.PairingCode("ABCD1234"),
        new ScreenshotReply.Screenshot(new byte[] {1, 2}),
        new ScreenshotReply.Kept("0123456789abcdef"),
        new ActReply.Done(ID),
        new SendReply.Unknown(ID),
        new SendReply.Repeated(new FirstSend("f", MESSAGE)),
        new SendReply.Sent(MESSAGE));
  }

  private static Stream<CborSerializable> details() {
    return Stream.of(
        new MessageDetails.Place(52.5, 13.4, "Berlin", "Mitte"),
        new MessageDetails.Place(52.5, 13.4, null, null),
        new MessageDetails.Cards(List.of(new MessageDetails.Card("Bob", "4915111111111"))),
        new MessageDetails.Card("Bob", "4915111111111"),
        new MessageDetails.Card("Bob", null),
        new MessageDetails.Choice(List.of("yes", "no"), true),
        MESSAGE.with(new MessageDetails.Choice(List.of("yes", "no"), false)));
  }

  private static Stream<CborSerializable> contents() {
    return Stream.of(
            new MessageContent.Text("hi"),
            new MessageContent.Media(MediaKind.IMAGE, FILE, "look"),
            new MessageContent.Media(MediaKind.IMAGE, FILE, null),
            new MessageContent.Location(52.5, 13.4, "Berlin", "Mitte"),
            new MessageContent.Location(52.5, 13.4, null, null),
            new MessageContent.Contact("Bob", "4915111111111"),
            new MessageContent.Poll("Lunch?", List.of("yes", "no"), true),
            new MessageContent.Forwarded(ID, "image", "look", FILE),
            new MessageContent.Forwarded(ID, "image", null, FILE))
        .flatMap(
            content -> Stream.of(content, new OutgoingMessage(content, ID, List.of(BOB), true)));
  }

  private static Stream<CborSerializable> actions() {
    return Stream.of(
        new MessageAction.Edit("better"),
        new MessageAction.React("x"),
        new MessageAction.Revoke(),
        new MessageAction.Hide(),
        new MessageAction.Star(true));
  }

  private static Stream<CborSerializable> parts() {
    return Stream.concat(
        Stream.of(FILE, MESSAGE, new FirstSend("f", MESSAGE), KEY, HISTORY),
        Stream.concat(HISTORY.reactions().stream(), HISTORY.votes().stream()));
  }

  private static Stream<CborSerializable> commands(ActorRef<Object> somebody) {
    Stream<SessionCommand> commands =
        Stream.of(
            new SessionCommand.Create("demo", SessionConfig.DEFAULT, true, somebody.narrow()),
            new SessionCommand.Configure("demo", SessionConfig.DEFAULT, somebody.narrow()),
            new SessionCommand.Configure("demo", null, somebody.narrow()),
            new SessionCommand.Start(somebody.narrow()),
            new SessionCommand.Stop(somebody.narrow()),
            new SessionCommand.Restart(somebody.narrow()),
            new SessionCommand.Logout(somebody.narrow()),
            new SessionCommand.Delete(somebody.narrow()),
            new SessionCommand.GetView(somebody.narrow()),
            new SessionCommand.GetQr(somebody.narrow()),
            new SessionCommand.GetPairingCode("4917012345", somebody.narrow()),
            new SessionCommand.GetScreenshot(somebody.narrow()),
            new SessionCommand.Send(BOB, OutgoingMessage.text("hi"), KEY, somebody.narrow()),
            new SessionCommand.Act(ID, new MessageAction.React("x"), somebody.narrow()),
            new SessionCommand.Ensure(6),
            new SessionCommand.HandOver(),
            new SessionCommand.Ping(somebody.narrow()));
    return commands.flatMap(command -> Stream.of(command, command.during(new RequestId("r-1"))));
  }
}
