package org.openwa.session;

import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.openwa.message.SendKey;
import org.openwa.model.CborSerializable;
import org.openwa.model.ChatId;
import org.openwa.model.MessageAction;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;

/** What other nodes may ask of a session. Every command names the type of its answer. */
public sealed interface SessionCommand extends SessionEntity.Received, CborSerializable {

  /** Makes the session. Refused where it exists. */
  record Create(String name, SessionConfig config, boolean start, ActorRef<SessionReply> replyTo)
      implements SessionCommand {}

  /** Changes what is not null. */
  record Configure(
      @Nullable String name, @Nullable SessionConfig config, ActorRef<SessionReply> replyTo)
      implements SessionCommand {}

  /** Asks for a running browser. A start of a session that runs changes nothing. */
  record Start(ActorRef<SessionReply> replyTo) implements SessionCommand {}

  /** Closes the browser and keeps the link, so that a later start needs no QR code. */
  record Stop(ActorRef<SessionReply> replyTo) implements SessionCommand {}

  /** Closes the browser and opens it again; keeps the link. */
  record Restart(ActorRef<SessionReply> replyTo) implements SessionCommand {}

  /** Unlinks the account. */
  record Logout(ActorRef<SessionReply> replyTo) implements SessionCommand {}

  /** Forgets the session, its profile and its messages; unlinks it first where it is connected. */
  record Delete(ActorRef<SessionReply> replyTo) implements SessionCommand {}

  record GetView(ActorRef<SessionReply> replyTo) implements SessionCommand {}

  record GetQr(ActorRef<QrReply> replyTo) implements SessionCommand {}

  /**
   * Asks for a code that links by number instead of by QR.
   *
   * @param phone bare digits
   */
  record GetPairingCode(String phone, ActorRef<PairingCodeReply> replyTo)
      implements SessionCommand {}

  record GetScreenshot(ActorRef<ScreenshotReply> replyTo) implements SessionCommand {}

  /**
   * Sends a message once. Waits for a session that is coming back, within the API's deadline.
   *
   * @param key where the caller named the send
   */
  record Send(
      ChatId chat, OutgoingMessage message, @Nullable SendKey key, ActorRef<SendReply> replyTo)
      implements SessionCommand {}

  /** Does something to a message. Refused while the session is not connected. */
  record Act(MessageId message, MessageAction action, ActorRef<ActReply> replyTo)
      implements SessionCommand {}

  /**
   * Wakes the session on its node, so that what should run does. Changes nothing that the journal
   * knows, and answers nothing.
   */
  record Ensure() implements SessionCommand {}

  /** Asks only whether somebody is there, and who. */
  record Ping(ActorRef<Pong> replyTo) implements SessionCommand {}

  /** Closes the browser in order and stops; the session goes on at another node. */
  record HandOver() implements SessionCommand {}
}
