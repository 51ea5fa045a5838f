package org.openwa.session;

import org.openwa.message.FirstSend;
import org.openwa.message.StoredMessage;
import org.openwa.model.CborSerializable;
import org.openwa.model.MessageId;

/** The answer to a send. */
public sealed interface SendReply extends CborSerializable
    permits SendReply.Sent, SendReply.Unknown, SendReply.Repeated, SessionReply.Refused {

  /** WhatsApp has it, and so has the database. */
  record Sent(StoredMessage message) implements SendReply {}

  /** Nothing was sent: the key stands for an earlier send already. */
  record Repeated(FirstSend first) implements SendReply {}

  /** The page's answer was lost. The message is stored under this id; its outcome appears there. */
  record Unknown(MessageId id) implements SendReply {}
}
