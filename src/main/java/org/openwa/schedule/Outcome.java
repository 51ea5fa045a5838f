package org.openwa.schedule;

import org.openwa.message.FirstSend;
import org.openwa.model.MessageId;
import org.openwa.session.SendReply;
import org.openwa.session.SessionReply;

/** What came of handing a planned send to its session. */
public sealed interface Outcome {

  /** WhatsApp has it. */
  record Sent(MessageId message) implements Outcome {}

  /** It was not sent and never will be. */
  record Failed(String reason) implements Outcome {}

  /** It may have been sent; only the page can tell, when it is back. */
  record Unknown(MessageId message) implements Outcome {}

  /** Nothing was sent, since the session cannot send now. */
  record Away(String reason) implements Outcome {}

  /** There was no answer. Asking again, under the same key, tells. */
  record NoAnswer() implements Outcome {}

  /** Too late to ask again: the key may be forgotten by now. */
  record Lost() implements Outcome {}

  /** What an answer means. */
  static Outcome of(SendReply reply) {
    return switch (reply) {
      case SendReply.Sent(var message) -> new Sent(message.id());
      case SendReply.Unknown(var message) -> new Unknown(message);
      case SendReply.Repeated(var first) -> of(first);
      case SessionReply.Refused refused -> of(refused);
    };
  }

  private static Outcome of(FirstSend first) {
    MessageId id = first.message().id();
    return switch (first.message().status()) {
      case PENDING, UNKNOWN -> new Unknown(id);
      case FAILED -> new Failed("SEND_REFUSED");
      case SENT, DELIVERED, READ, PLAYED, RECEIVED -> new Sent(id);
    };
  }

  private static Outcome of(SessionReply.Refused refused) {
    String reason = refused.refusal().name();
    return switch (refused.refusal()) {
      case SESSION_NOT_FOUND, NUMBER_NOT_ON_WHATSAPP, SEND_REFUSED, MEDIA_GONE ->
          new Failed(reason);
      // All of these say that nothing was sent.
      case SESSION_NOT_READY,
          SESSION_UNAVAILABLE,
          CAPACITY_EXHAUSTED,
          PAGE_NO_ANSWER,
          DATABASE_UNAVAILABLE,
          SESSION_EXISTS,
          QR_NOT_AVAILABLE ->
          new Away(reason);
    };
  }
}
