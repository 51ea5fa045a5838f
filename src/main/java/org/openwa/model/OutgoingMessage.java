package org.openwa.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as somebody wants it sent; to whom is said beside it.
 *
 * @param quoted the message that it answers
 * @param mentions people whom its text names as {@code @<digits>}
 * @param linkPreview whether WhatsApp Web may fetch a preview of the first link
 */
public record OutgoingMessage(
    MessageContent content, @Nullable MessageId quoted, List<ChatId> mentions, boolean linkPreview)
    implements CborSerializable {

  public OutgoingMessage {
    mentions = List.copyOf(mentions);
  }

  /** A message with nothing beside it. */
  public static OutgoingMessage of(MessageContent content) {
    return new OutgoingMessage(content, null, List.of(), false);
  }

  /** A text and nothing beside it. */
  public static OutgoingMessage text(String text) {
    return of(new MessageContent.Text(text));
  }
}
