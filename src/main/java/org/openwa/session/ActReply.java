package org.openwa.session;

import org.openwa.model.CborSerializable;
import org.openwa.model.MessageId;

/** The answer to something that is done to a message. */
public sealed interface ActReply extends CborSerializable
    permits ActReply.Done, SessionReply.Refused {

  /** WhatsApp Web has done it. */
  record Done(MessageId message) implements ActReply {}
}
