package org.openwa.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openwa.message.SendKey;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;

/**
 * A message that is to be sent later.
 *
 * @param phone the addressee as the caller wrote it
 * @param dueAt not before this
 * @param triedAt when it was handed to its session first; null before
 * @param messageId once WhatsApp has or may have it
 * @param reason why it was not sent; null otherwise
 */
public record PlannedSend(
    PlanId id,
    SessionId session,
    String phone,
    ChatId chat,
    OutgoingMessage message,
    Instant dueAt,
    PlanStatus status,
    @Nullable Instant triedAt,
    @Nullable MessageId messageId,
    @Nullable String reason,
    Instant createdAt,
    Instant changedAt) {

  /** A new one. */
  public static PlannedSend pending(
      PlanId id,
      SessionId session,
      String phone,
      ChatId chat,
      OutgoingMessage message,
      Instant dueAt,
      Instant now) {
    return new PlannedSend(
        id, session, phone, chat, message, dueAt, PlanStatus.PENDING, null, null, null, now, now);
  }

  /** The same in every attempt, so that none after a crash sends a second message. */
  SendKey key() {
    return new SendKey("openwa:" + id, id.value());
  }
}
