package org.openwa.message;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;

/**
 * Keeps messages. A completed stage means durable. Writes carry the epoch of the browser that
 * causes them and fail with {@code StaleEpochException} where a newer one exists. Nothing here
 * blocks the caller.
 */
public interface MessageStore {

  /** Stores, in one transaction, what a page reported; each message once, however often told. */
  CompletionStage<Void> record(SessionId session, long epoch, List<MessageChange> changes);

  /**
   * Stores a message that is about to be sent, and in the same transaction what its key stands for.
   * Where the key stands for another message already, nothing is stored and that one is answered.
   */
  CompletionStage<Optional<FirstSend>> begin(
      SessionId session, long epoch, StoredMessage message, Optional<SendKey> key);

  /** What a key stands for; keys are kept for 24 hours. */
  CompletionStage<Optional<FirstSend>> firstSend(SessionId session, SendKey key);

  /**
   * Moves a message to a status, where its present status allows it.
   *
   * @param waTimestamp WhatsApp's time of acceptance
   * @return the message as it is stored now; empty where it is not known
   */
  CompletionStage<Optional<StoredMessage>> settle(
      SessionId session, long epoch, MessageId id, MessageStatus status, long waTimestamp);

  CompletionStage<Optional<StoredMessage>> find(SessionId session, MessageId id);

  /**
   * Messages of the session itself whose outcome is open, PENDING or UNKNOWN, oldest first.
   *
   * @param from stored at or after this
   * @param until stored before this
   */
  CompletionStage<List<StoredMessage>> unsettled(SessionId session, Instant from, Instant until);

  CompletionStage<MessagePage> list(MessageQuery query);

  /** Messages whose files are still to be fetched, those that were tried least often first. */
  CompletionStage<List<StoredMessage>> wantedMedia(SessionId session, int limit);

  /** The file of a message is kept. */
  CompletionStage<Void> attachMedia(SessionId session, long epoch, MessageId id, MediaRef file);

  /** The file of a message could not be fetched; after some tries it is given up. */
  CompletionStage<Void> missedMedia(SessionId session, MessageId id);

  /** Counts for each of the sessions; one without messages may be missing. */
  CompletionStage<Map<SessionId, MessageCounts>> counts(Collection<SessionId> sessions);

  /** Forgets every message of a session. */
  CompletionStage<Void> deleteAll(SessionId session);
}
