package org.openwa.browser;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openwa.model.ChatId;
import org.openwa.model.MessageDetails;
import org.openwa.model.MessageId;

/**
 * Something that happened in the account and must not be lost: the page keeps it, over reloads too,
 * until {@link Page#acknowledge} names its sequence number or a later one.
 */
public sealed interface PageFact extends BridgeEvent {

  /** Rises by one with every fact of a browser profile. */
  long sequence();

  /**
   * A message that came in, or that the account sent (from here, from the phone or from another
   * device).
   *
   * @param author who wrote it, in a group
   * @param type WhatsApp Web's word for it: {@code chat}, {@code image}, {@code ptt}, ...
   * @param ack see {@link AckChanged}
   * @param waTimestamp WhatsApp's own time, seconds since 1970
   * @param details where it is a location, a contact or a poll
   */
  record MessageAdded(
      long sequence,
      MessageId id,
      ChatId chat,
      String from,
      String to,
      @Nullable String author,
      @Nullable String senderName,
      boolean fromMe,
      String type,
      @Nullable String body,
      @Nullable MessageId quoted,
      @Nullable String mimetype,
      int ack,
      long waTimestamp,
      @Nullable MessageDetails details)
      implements PageFact {

    /** A message whose text says all. */
    public MessageAdded(
        long sequence,
        MessageId id,
        ChatId chat,
        String from,
        String to,
        @Nullable String author,
        @Nullable String senderName,
        boolean fromMe,
        String type,
        @Nullable String body,
        @Nullable MessageId quoted,
        @Nullable String mimetype,
        int ack,
        long waTimestamp) {
      this(
          sequence,
          id,
          chat,
          from,
          to,
          author,
          senderName,
          fromMe,
          type,
          body,
          quoted,
          mimetype,
          ack,
          waTimestamp,
          null);
    }
  }

  /**
   * How far one of the account's messages has come.
   *
   * @param ack WhatsApp Web's number: -1 failed, 0 waiting, 1 accepted by WhatsApp, 2 delivered, 3
   *     read, 4 played
   * @param at when the page noticed
   */
  record AckChanged(long sequence, MessageId id, int ack, Instant at) implements PageFact {}

  /**
   * Its author wrote a message anew.
   *
   * @param at by the author's clock
   */
  record MessageEdited(long sequence, MessageId id, ChatId chat, @Nullable String body, Instant at)
      implements PageFact {}

  /**
   * A message was deleted for everyone.
   *
   * @param by who did, where the page says so
   * @param at when the page noticed
   */
  record MessageRevoked(long sequence, MessageId id, ChatId chat, @Nullable String by, Instant at)
      implements PageFact {}

  /**
   * Somebody reacted to a message, or took that back.
   *
   * @param emoji empty where it was taken back
   * @param at by the sender's clock
   */
  record ReactionChanged(
      long sequence, MessageId id, ChatId chat, String sender, String emoji, Instant at)
      implements PageFact {}

  /**
   * Somebody voted in a poll; the vote replaces the voter's earlier one.
   *
   * @param options what was chosen, in words
   * @param at by the voter's clock
   */
  record PollVoted(
      long sequence, MessageId id, ChatId chat, String voter, List<String> options, Instant at)
      implements PageFact {

    public PollVoted {
      options = List.copyOf(options);
    }
  }

  /**
   * A group was changed, or the people in it.
   *
   * @param id of the notice that WhatsApp writes into the chat
   * @param action WhatsApp Web's word: {@code add}, {@code invite}, {@code leave}, {@code subject},
   *     ...
   * @param participants whom it concerns
   * @param text the new subject or description, where that is what changed
   */
  record GroupChanged(
      long sequence,
      MessageId id,
      ChatId chat,
      String action,
      @Nullable String author,
      List<String> participants,
      @Nullable String text,
      Instant at)
      implements PageFact {

    public GroupChanged {
      participants = List.copyOf(participants);
    }
  }

  /** Somebody calls; the page cannot answer. */
  record CallReceived(
      long sequence, String id, ChatId from, boolean video, boolean group, Instant at)
      implements PageFact {}
}
