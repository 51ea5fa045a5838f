package org.openwa.message;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;

/** Says what of a page's messages is not stored. */
public interface MessageGaps {

  /**
   * Since when the messages of an account belong to the session: what the phone had before it was
   * linked first is never stored. Empty where it is linked for the first time; then it begins now.
   *
   * @param newest WhatsApp's time of the newest message that the page holds now
   */
  CompletionStage<OptionalLong> beginning(SessionId session, long epoch, String phone, long newest);

  /**
   * Of these chats those whose newest message is not stored, each with WhatsApp's time from which
   * on messages may be missing: that of the newest message that is stored, or, where none is, the
   * second after the beginning.
   *
   * @param newest the newest message that the page holds of each chat
   */
  CompletionStage<Map<ChatId, Long>> find(
      SessionId session, Map<ChatId, MessageId> newest, long beginning);
}
