package org.openwa.browser;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openwa.model.Account;
import org.openwa.model.ChatId;

/**
 * What the browser tells by itself, in the order in which it happened. {@link PageFact} is durable:
 * the page repeats it until it is acknowledged. Everything else is only the present state.
 */
public sealed interface BridgeEvent
    permits PageFact, BridgeEvent.PageState, BridgeEvent.PresenceChanged, BridgeEvent.Gone {

  /** The page's present relation to WhatsApp; each report replaces the one before. */
  sealed interface PageState extends BridgeEvent {}

  /** The page waits for a phone to scan this text; another one follows before it runs out. */
  record QrShown(String text, Instant expiresAt) implements PageState {

    /** Without the text, which must not get into a log. */
    @Override
    public String toString() {
      return "QrShown[until " + expiresAt + "]";
    }
  }

  /** All codes of this round have run out and the page stopped making them. */
  record QrExhausted() implements PageState {}

  /** A phone has linked this browser; chats are being loaded. */
  record Syncing() implements PageState {}

  /** Linked, loaded and connected. */
  record Connected(Account account) implements PageState {}

  /** Linked, but without connection to WhatsApp; the page itself keeps trying. */
  record Offline(String reason) implements PageState {}

  /** Linked, but something only a person can answer is in the way. */
  record Blocked(String reason) implements PageState {}

  /** The account no longer knows this browser. */
  record Unlinked(String reason) implements PageState {}

  /**
   * Somebody came online, went, or writes.
   *
   * @param person who, in a group
   * @param state WhatsApp Web's word: {@code available}, {@code unavailable}, {@code composing},
   *     {@code recording}, {@code paused}
   */
  record PresenceChanged(ChatId chat, @Nullable String person, String state, Instant at)
      implements BridgeEvent, PageNews {}

  /**
   * The browser or its page died and nothing more will come; the process tree may still need {@link
   * Browser#close}.
   */
  record Gone(String reason) implements BridgeEvent {}
}
