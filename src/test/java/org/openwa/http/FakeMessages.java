package org.openwa.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openwa.message.FirstSend;
import org.openwa.message.MessageChange;
import org.openwa.message.MessageCounts;
import org.openwa.message.MessageCursor;
import org.openwa.message.MessagePage;
import org.openwa.message.MessageQuery;
import org.openwa.message.MessageStatus;
import org.openwa.message.MessageStore;
import org.openwa.message.SendKey;
import org.openwa.message.StoredMessage;
import org.openwa.model.ChatId;
import org.openwa.model.MediaRef;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;
import org.openwa.model.Total;

/** A store with one message. */
final class FakeMessages implements MessageStore {

  static final StoredMessage MESSAGE =
      FakeSessions.message("true_4670000002@c.us_A1", new ChatId("4670000002@c.us"), "hello");

  /** Lies in the folder of every {@link Api}. */
  static final MediaRef FILE =
      new MediaRef("0123456789abcdef", "text/plain", 10, "0f", "a \"note\".txt");

  static final StoredMessage WITH_FILE =
      FakeSessions.message(
          "true_4670000002@c.us_F1", new ChatId("4670000002@c.us"), "caption", FILE);

  final List<Object> asked = new ArrayList<>();
  final List<SendKey> keys = new ArrayList<>();
  Optional<FirstSend> firstSend = Optional.empty();
  CompletionStage<MessagePage> page =
      CompletableFuture.completedFuture(
          new MessagePage(
              List.of(MESSAGE),
              new Total(7, true),
              Optional.of(new MessageCursor(1767268800, 42))));
  CompletionStage<Map<SessionId, MessageCounts>> counts =
      CompletableFuture.completedFuture(
          Map.of(
              new SessionId("default"), new MessageCounts(5, 6, Optional.of(FakeSessions.NOON))));

  @Override
  public CompletionStage<List<StoredMessage>> wantedMedia(SessionId session, int limit) {
    throw new AssertionError("the API never asks this");
  }

  @Override
  public CompletionStage<Void> attachMedia(
      SessionId session, long epoch, MessageId id, MediaRef file) {
    throw new AssertionError("the API never writes here");
  }

  @Override
  public CompletionStage<Void> missedMedia(SessionId session, MessageId id) {
    throw new AssertionError("the API never writes here");
  }

  @Override
  public CompletionStage<MessagePage> list(MessageQuery query) {
    asked.add(query);
    return page;
  }

  @Override
  public CompletionStage<Optional<FirstSend>> firstSend(SessionId session, SendKey key) {
    keys.add(key);
    return CompletableFuture.completedFuture(firstSend);
  }

  @Override
  public CompletionStage<Optional<FirstSend>> begin(
      SessionId session, long epoch, StoredMessage message, Optional<SendKey> key) {
    throw new AssertionError("the API never writes here");
  }

  @Override
  public CompletionStage<List<StoredMessage>> unsettled(
      SessionId session, Instant from, Instant until) {
    throw new AssertionError("the API never asks this");
  }

  @Override
  public CompletionStage<Optional<StoredMessage>> find(SessionId session, MessageId id) {
    asked.add(id);
    return CompletableFuture.completedFuture(
        List.of(MESSAGE, WITH_FILE).stream()
            .filter(message -> message.id().equals(id))
            .findFirst());
  }

  @Override
  public CompletionStage<Map<SessionId, MessageCounts>> counts(Collection<SessionId> sessions) {
    return counts;
  }

  @Override
  public CompletionStage<Void> record(SessionId session, long epoch, List<MessageChange> changes) {
    throw new AssertionError("the API never writes here");
  }

  @Override
  public CompletionStage<Optional<StoredMessage>> settle(
      SessionId session, long epoch, MessageId id, MessageStatus status, long waTimestamp) {
    throw new AssertionError("the API never writes here");
  }

  @Override
  public CompletionStage<Void> deleteAll(SessionId session) {
    throw new AssertionError("the API never writes here");
  }
}
