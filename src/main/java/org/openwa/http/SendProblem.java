package org.openwa.http;

import java.util.List;
import java.util.Map;
import org.openwa.model.MessageId;

/** Problems with sends and their keys. */
final class SendProblem {

  private SendProblem() {}

  /** The outcome of a send is not known; it appears under the message's id. */
  static Problem outcomeUnknown(MessageId message) {
    return problem(
            504,
            "OUTCOME_UNKNOWN",
            "It is not known whether WhatsApp has the message.",
            "Do not send it again; its status appears under messageId.")
        .with("messageId", message.value());
  }

  static Problem keyReused() {
    return problem(
        422,
        "IDEMPOTENCY_KEY_REUSED",
        "The Idempotency-Key stands for another request.",
        "A key names one send of one session for 24 hours.");
  }

  /** The first send of this key has no outcome yet. */
  static Problem sendInProgress(MessageId message) {
    return problem(
            409,
            "SEND_IN_PROGRESS",
            "The first send of this Idempotency-Key has no outcome yet.",
            "Its status appears under messageId; then this request answers with it.")
        .with("messageId", message.value());
  }

  private static Problem problem(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, List.of(), Map.of(), Map.of());
  }
}
