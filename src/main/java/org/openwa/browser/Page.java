package org.openwa.browser;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.openwa.model.ChatId;
import org.openwa.model.MessageAction;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;

/**
 * WhatsApp Web as one session sees it. Every method may be called from any thread, returns at once
 * and fails its stage with a {@link PageException} when the page refuses, does not answer in time
 * or has gone.
 */
public interface Page {

  /**
   * Makes sure that the chat exists on WhatsApp and chooses the id of the next message to it,
   * without sending anything. Fails with {@link PageException.Kind#UNKNOWN_NUMBER} where nobody
   * uses the number.
   */
  CompletionStage<MessageId> prepare(ChatId chat);

  /**
   * Sends a message under an id from {@link #prepare}, which names the chat too, and answers when
   * WhatsApp has accepted it. A failure of kind {@link PageException.Kind#NO_ANSWER} leaves open
   * whether it was sent.
   */
  CompletionStage<Accepted> send(MessageId id, OutgoingMessage message);

  /** The largest piece of a file, in bytes: about 1 MiB once it is text. */
  int MAX_PIECE = 768 * 1024;

  /**
   * Gives the page a piece of a file that a message is to name. Pieces come in order; one at 0
   * begins the file anew.
   *
   * @param file the id of its {@code MediaRef}
   */
  CompletionStage<Void> put(String file, long offset, byte[] piece);

  /**
   * A piece of the file of a message that the page knows, at most {@link #MAX_PIECE} long; empty
   * behind the end. The piece at 0 has WhatsApp Web fetch the file.
   */
  CompletionStage<byte[]> take(MessageId message, long offset);

  /** Does something to a message that the page knows, and answers when WhatsApp Web has done it. */
  CompletionStage<Void> act(MessageId message, MessageAction action);

  /**
   * What the page itself knows of a message of ours. Where it answers that there is none, it will
   * not send it later either, unless asked for under another id.
   */
  CompletionStage<Lookup> lookup(MessageId id);

  /** Asks for a code of eight characters that links the phone with these digits. */
  CompletionStage<String> pairingCode(String phone);

  /** What the page shows, as PNG. */
  CompletionStage<byte[]> screenshot();

  /** The newest message of each chat, of so many chats from this one on. */
  CompletionStage<Heads> heads(int from, int count);

  /**
   * Messages of a chat that are not older than this, oldest first, so many from this one on. Their
   * sequence number is 0: they are not told, but asked for.
   *
   * @param since WhatsApp's own time, seconds since 1970
   */
  CompletionStage<List<PageFact.MessageAdded>> history(Head chat, long since, int from, int count);

  /** Tells the page to forget every {@link PageFact} up to this sequence number. */
  CompletionStage<Void> acknowledge(long sequence);

  /** Answers when the page's scripts run; used to notice a page that hangs. */
  CompletionStage<Void> probe();

  /** How many bytes the page's scripts use. */
  CompletionStage<Long> heap();

  /**
   * Forgets what only makes the page faster: what the network answered before, and garbage in its
   * heap. Nothing that WhatsApp Web stores. Answers the heap after that.
   */
  CompletionStage<Long> clearCaches();

  /** Unlinks this device from the account. */
  CompletionStage<Void> logout();

  /**
   * WhatsApp has the message.
   *
   * @param waTimestamp WhatsApp's own time, seconds since 1970
   */
  record Accepted(long waTimestamp) {}

  /**
   * A chat, by its newest message.
   *
   * @param key the page's own name of the chat
   */
  record Head(String key, ChatId chat, MessageId newest, long waTimestamp) {}

  /**
   * A page of chats.
   *
   * @param next where the next page begins; empty on the last one
   */
  record Heads(List<Head> heads, OptionalInt next) {

    public Heads {
      heads = List.copyOf(heads);
    }
  }

  /** The answer to {@link #lookup}. */
  sealed interface Lookup {}

  /**
   * The page has the message.
   *
   * @param ack WhatsApp Web's number for how far it has come; below 1 WhatsApp does not have it, 0
   *     while the page still tries
   */
  record Found(int ack, long waTimestamp) implements Lookup {}

  record NotFound() implements Lookup {}
}
