package org.openwa.session;

import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.openwa.message.SendKey;
import org.openwa.model.CborSerializable;
import org.openwa.model.ChatId;
import org.openwa.model.MessageAction;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.RequestId;

/**
 * What other nodes may ask of a session. Every command names the type of its answer. The request is
 * null where no caller asked, and where it comes from a node too old to send it along.
 */
public sealed interface SessionCommand extends SessionEntity.Received, CborSerializable {

  /** Makes the session. Refused where it exists. */
  record Create(
      String name,
      SessionConfig config,
      boolean start,
      @Nullable RequestId request,
      ActorRef<SessionReply> replyTo)
      implements SessionCommand {

    public Create(
        String name, SessionConfig config, boolean start, ActorRef<SessionReply> replyTo) {
      this(name, config, start, null, replyTo);
    }
  }

  /** Changes what is not null. */
  record Configure(
      @Nullable String name,
      @Nullable SessionConfig config,
      @Nullable RequestId request,
      ActorRef<SessionReply> replyTo)
      implements SessionCommand {

    public Configure(
        @Nullable String name, @Nullable SessionConfig config, ActorRef<SessionReply> replyTo) {
      this(name, config, null, replyTo);
    }
  }

  /** Asks for a running browser. A start of a session that runs changes nothing. */
  record Start(@Nullable RequestId request, ActorRef<SessionReply> replyTo)
      implements SessionCommand {

    public Start(ActorRef<SessionReply> replyTo) {
      this(null, replyTo);
    }
  }

  /** Closes the browser and keeps the link, so that a later start needs no QR code. */
  record Stop(@Nullable RequestId request, ActorRef<SessionReply> replyTo)
      implements SessionCommand {

    public Stop(ActorRef<SessionReply> replyTo) {
      this(null, replyTo);
    }
  }

  /** Closes the browser and opens it again; keeps the link. */
  record Restart(@Nullable RequestId request, ActorRef<SessionReply> replyTo)
      implements SessionCommand {

    public Restart(ActorRef<SessionReply> replyTo) {
      this(null, replyTo);
    }
  }

  /** Unlinks the account. */
  record Logout(@Nullable RequestId request, ActorRef<SessionReply> replyTo)
      implements SessionCommand {

    public Logout(ActorRef<SessionReply> replyTo) {
      this(null, replyTo);
    }
  }

  /** Forgets the session, its profile and its messages; unlinks it first where it is connected. */
  record Delete(@Nullable RequestId request, ActorRef<SessionReply> replyTo)
      implements SessionCommand {

    public Delete(ActorRef<SessionReply> replyTo) {
      this(null, replyTo);
    }
  }

  record GetView(@Nullable RequestId request, ActorRef<SessionReply> replyTo)
      implements SessionCommand {

    public GetView(ActorRef<SessionReply> replyTo) {
      this(null, replyTo);
    }
  }

  record GetQr(@Nullable RequestId request, ActorRef<QrReply> replyTo) implements SessionCommand {

    public GetQr(ActorRef<QrReply> replyTo) {
      this(null, replyTo);
    }
  }

  /**
   * Asks for a code that links by number instead of by QR.
   *
   * @param phone bare digits
   */
  record GetPairingCode(
      String phone, @Nullable RequestId request, ActorRef<PairingCodeReply> replyTo)
      implements SessionCommand {

    public GetPairingCode(String phone, ActorRef<PairingCodeReply> replyTo) {
      this(phone, null, replyTo);
    }
  }

  record GetScreenshot(@Nullable RequestId request, ActorRef<ScreenshotReply> replyTo)
      implements SessionCommand {

    public GetScreenshot(ActorRef<ScreenshotReply> replyTo) {
      this(null, replyTo);
    }
  }

  /**
   * Sends a message once. Waits for a session that is coming back, within the API's deadline.
   *
   * @param key where the caller named the send
   */
  record Send(
      ChatId chat,
      OutgoingMessage message,
      @Nullable SendKey key,
      @Nullable RequestId request,
      ActorRef<SendReply> replyTo)
      implements SessionCommand {

    public Send(
        ChatId chat, OutgoingMessage message, @Nullable SendKey key, ActorRef<SendReply> replyTo) {
      this(chat, message, key, null, replyTo);
    }
  }

  /** Does something to a message. Refused while the session is not connected. */
  record Act(
      MessageId message,
      MessageAction action,
      @Nullable RequestId request,
      ActorRef<ActReply> replyTo)
      implements SessionCommand {

    public Act(MessageId message, MessageAction action, ActorRef<ActReply> replyTo) {
      this(message, action, null, replyTo);
    }
  }

  /**
   * Wakes the session on its node, so that what should run does. Changes nothing that the journal
   * knows, and answers nothing.
   *
   * @param predecessor the incarnation that has left the session to this one in order; 0 where the
   *     session is only woken
   */
  record Ensure(long predecessor) implements SessionCommand {

    public Ensure() {
      this(0);
    }
  }

  /** Asks only whether somebody is there, and who. */
  record Ping(ActorRef<Pong> replyTo) implements SessionCommand {}

  /** Closes the browser in order and stops; the session goes on at another node. */
  record HandOver() implements SessionCommand {}

  /** The same command as a part of a request, whose id is then in the lines of the log about it. */
  default SessionCommand during(RequestId id) {
    return switch (this) {
      case Create(var name, var config, var start, _, var to) ->
          new Create(name, config, start, id, to);
      case Configure(var name, var config, _, var to) -> new Configure(name, config, id, to);
      case Start(_, var to) -> new Start(id, to);
      case Stop(_, var to) -> new Stop(id, to);
      case Restart(_, var to) -> new Restart(id, to);
      case Logout(_, var to) -> new Logout(id, to);
      case Delete(_, var to) -> new Delete(id, to);
      case GetView(_, var to) -> new GetView(id, to);
      case GetQr(_, var to) -> new GetQr(id, to);
      case GetPairingCode(var phone, _, var to) -> new GetPairingCode(phone, id, to);
      case GetScreenshot(_, var to) -> new GetScreenshot(id, to);
      case Send(var chat, var message, var key, _, var to) -> new Send(chat, message, key, id, to);
      case Act(var message, var action, _, var to) -> new Act(message, action, id, to);
      case Ensure _, Ping _, HandOver _ -> this;
    };
  }
}
