package org.openwa.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.openwa.message.FirstSend;
import org.openwa.message.MessageStatus;
import org.openwa.message.StoredMessage;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;
import org.openwa.session.SendReply;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionRefusal;
import org.openwa.session.SessionReply;
import org.openwa.session.SessionStatus;
import org.openwa.session.Sessions;

/** Sessions that keep what they are asked to send, and answer when a test says so. */
final class ScriptedSessions implements Sessions {

  /** A send that waits for its answer. */
  record Asked(SessionCommand.Send send, CompletableFuture<SendReply> reply) {

    String key() {
      return Objects.requireNonNull(send.key()).value();
    }

    String text() {
      return Objects.requireNonNull(send.message().content().readable());
    }

    void sent() {
      reply.complete(new SendReply.Sent(message(send.chat(), MessageStatus.SENT)));
    }

    void repeated(MessageStatus status) {
      reply.complete(new SendReply.Repeated(new FirstSend("same", message(send.chat(), status))));
    }

    void refused(SessionRefusal refusal) {
      reply.complete(new SessionReply.Refused(refusal, SessionStatus.DISCONNECTED, null));
    }
  }

  final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  final List<Asked> all = new CopyOnWriteArrayList<>();
  private final TestProbe<Object> nobody;
  private volatile boolean answering;

  ScriptedSessions(ActorTestKit testKit) {
    nobody = testKit.createTestProbe();
  }

  /** From now on every send succeeds at once. */
  void answerAll() {
    answering = true;
  }

  @Override
  @SuppressWarnings("unchecked") // The answer to a send is a SendReply.
  public <R> CompletionStage<R> ask(
      SessionId session, Function<ActorRef<R>, SessionCommand> command) {
    Asked ask =
        new Asked(
            (SessionCommand.Send) command.apply((ActorRef<R>) nobody.ref()),
            new CompletableFuture<>());
    all.add(ask);
    if (answering) {
      ask.sent();
    } else {
      asked.add(ask);
    }
    return (CompletionStage<R>) ask.reply();
  }

  @Override
  public void ensure(SessionId session) {
    throw new AssertionError("nobody is to be woken");
  }

  private static StoredMessage message(ChatId chat, MessageStatus status) {
    return new StoredMessage(
        new MessageId("true_" + chat + "_3EB0"),
        chat,
        "a@c.us",
        chat.value(),
        null,
        null,
        true,
        "text",
        "hello",
        null,
        null,
        null,
        status,
        1,
        Instant.EPOCH);
  }
}
