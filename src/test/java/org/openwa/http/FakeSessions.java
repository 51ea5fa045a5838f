package org.openwa.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.openwa.message.MessageStatus;
import org.openwa.message.StoredMessage;
import org.openwa.model.Account;
import org.openwa.model.ChatId;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;
import org.openwa.session.ActReply;
import org.openwa.session.PairingCodeReply;
import org.openwa.session.QrReply;
import org.openwa.session.ScreenshotReply;
import org.openwa.session.SendReply;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionConfig;
import org.openwa.session.SessionRefusal;
import org.openwa.session.SessionReply;
import org.openwa.session.SessionStatus;
import org.openwa.session.SessionView;
import org.openwa.session.Sessions;

/** Sessions that remember what they were asked, and answer well until told what else to answer. */
final class FakeSessions implements Sessions {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final String QR_TEXT = "2@pairing,text==";

  /** A question, to whom it went. */
  record Asked(SessionId session, SessionCommand command) {}

  final List<Asked> asked = new ArrayList<>();

  private Function<SessionCommand, CompletionStage<?>> answers = FakeSessions::well;

  void refuse(SessionRefusal refusal, @Nullable SessionStatus status) {
    answer(new SessionReply.Refused(refusal, status, null));
  }

  void answer(Object reply) {
    answers = _ -> CompletableFuture.completedFuture(reply);
  }

  void fail(Throwable failure) {
    answers = _ -> CompletableFuture.failedFuture(failure);
  }

  void say(CompletionStage<?> reply) {
    answers = _ -> reply;
  }

  SessionCommand onlyCommand() {
    if (asked.size() != 1) {
      throw new AssertionError("asked " + asked.size() + " times: " + asked);
    }
    return asked.getFirst().command();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R> CompletionStage<R> ask(
      SessionId session, Function<ActorRef<R>, SessionCommand> command) {
    SessionCommand built = command.apply(TestInbox.<R>create().getRef());
    asked.add(new Asked(session, built));
    return (CompletionStage<R>) answers.apply(built);
  }

  @Override
  public void ensure(SessionId session) {
    throw new AssertionError("the API never asks this");
  }

  private static CompletionStage<?> well(SessionCommand command) {
    return CompletableFuture.completedFuture(
        switch (command) {
          case SessionCommand.GetQr _ -> new QrReply.Qr(QR_TEXT, NOON.plusSeconds(20));
          case SessionCommand.GetPairingCode _ -> new PairingCodeReply.PairingCode("ABCD1234");
          case SessionCommand.GetScreenshot _ ->
              new ScreenshotReply.Screenshot(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
          case SessionCommand.Act(var message, _, _, _) -> new ActReply.Done(message);
          case SessionCommand.Send(var chat, var message, _, _, _) ->
              new SendReply.Sent(
                  message("true_" + chat + "_A1", chat, message.content().readable()));
          default -> new SessionReply.Accepted(connected("default"));
        });
  }

  static StoredMessage message(String id, ChatId chat, @Nullable String text) {
    return message(id, chat, text, null);
  }

  static StoredMessage message(
      String id, ChatId chat, @Nullable String text, @Nullable MediaRef file) {
    return new StoredMessage(
        new MessageId(id),
        chat,
        "4670000001@c.us",
        chat.value(),
        null,
        null,
        true,
        "text",
        text,
        null,
        file == null ? null : file.mimetype(),
        file,
        MessageStatus.SENT,
        NOON.getEpochSecond(),
        NOON);
  }

  static SessionView connected(String id) {
    return new SessionView(
        new SessionId(id),
        "Front desk",
        SessionStatus.CONNECTED,
        null,
        NOON,
        true,
        new Account("4670000001", "Front desk", "android"),
        "node-1",
        3,
        NOON.minusSeconds(3600),
        NOON,
        new SessionConfig(true),
        2);
  }

  static SessionView stopped(String id) {
    return new SessionView(
        new SessionId(id),
        id,
        SessionStatus.STOPPED,
        "asked by the caller",
        NOON,
        false,
        null,
        null,
        0,
        NOON,
        null,
        SessionConfig.DEFAULT,
        0);
  }
}
