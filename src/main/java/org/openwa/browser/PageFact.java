package org.openwa.browser;

import org.jspecify.annotations.Nullable;
import org.openwa.model.ChatId;
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
      long waTimestamp)
      implements PageFact {}

  /**
   * How far one of the account's messages has come.
   *
   * @param ack WhatsApp Web's number: -1 failed, 0 waiting, 1 accepted by WhatsApp, 2 delivered, 3
   *     read, 4 played
   */
  record AckChanged(long sequence, MessageId id, int ack) implements PageFact {}
}
