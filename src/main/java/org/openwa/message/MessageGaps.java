package org.openwa.message;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;

/**
 * Says what of a page's messages is not stored, and remembers it until it is: what a page does not
 * give today is asked of it again, also when newer messages were stored meanwhile.
 */
public interface MessageGaps {

  /**
   * The newest message that a page holds of a chat.
   *
   * @param waTimestamp WhatsApp's own time, seconds since 1970
   */
  record Newest(MessageId id, long waTimestamp) {}

  /**
   * Writes down that the chats of a session are to be compared, until {@link #compared}. Answers
   * WhatsApp's time from which on any chat may have gaps, because a comparison before this one did
   * not come to its end; empty where it did.
   */
  CompletionStage<OptionalLong> begin(SessionId session, long epoch);

  /**
   * Since when the messages of an account belong to the session: what the phone had before it was
   * linked first is never stored. Empty where it is linked for the first time; then it begins now.
   *
   * @param newest WhatsApp's time of the newest message that the page holds now
   */
  CompletionStage<OptionalLong> beginning(SessionId session, long epoch, String phone, long newest);

  /**
   * Of these chats those with gaps, each with WhatsApp's time from which on messages may be
   * missing: that of the newest message that is stored, or, where none is, the second after the
   * beginning. They are written down until {@link #filled}.
   *
   * @param newest what the page holds of each chat
   * @param doubtful what {@link #begin} answered
   */
  CompletionStage<Map<ChatId, Long>> find(
      SessionId session,
      long epoch,
      Map<ChatId, Newest> newest,
      long beginning,
      OptionalLong doubtful);

  /** Nothing of this chat is missing any more. */
  CompletionStage<Void> filled(SessionId session, long epoch, ChatId chat);

  /** Every gap is written down. */
  CompletionStage<Void> compared(SessionId session, long epoch);
}
