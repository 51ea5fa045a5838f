package org.openwa.message.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.message.FirstSend;
import org.openwa.message.MessageChange;
import org.openwa.message.MessagePage;
import org.openwa.message.MessageQuery;
import org.openwa.message.MessageStatus;
import org.openwa.message.SendKey;
import org.openwa.message.StoredMessage;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;
import org.openwa.testing.Databases;
import org.openwa.testing.PlainLeases;

/** The message store of one session; tests of it extend this. */
abstract class OneStore {

  static final Duration PATIENCE = Duration.ofSeconds(10);
  static final SessionId ALICE = new SessionId("alice");
  static final ChatId BOB = new ChatId("4915111111111@c.us");
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  final Database database;
  final PlainLeases leases;
  final JdbcMessageStore store;
  long epoch;

  OneStore(Supplier<DatabaseSettings> empty) throws Exception {
    database = Database.open(empty.get(), "0.1.0");
    store = new JdbcMessageStore(database);
    leases = new PlainLeases(database, "node");
    epoch = get(leases.epoch(ALICE));
  }

  static Stream<Supplier<DatabaseSettings>> databases() {
    return Databases.kinds();
  }

  @AfterEach
  void close() {
    database.close();
  }

  Optional<FirstSend> begin(StoredMessage message, SendKey key) throws Exception {
    return get(store.begin(ALICE, epoch, message, Optional.of(key)));
  }

  /** An outgoing one of this moment; the others are of a day long ago. */
  static StoredMessage fresh(int number) {
    return new StoredMessage(
        outgoing(number).id(),
        BOB,
        "a@c.us",
        "b@c.us",
        null,
        "A",
        true,
        "text",
        "text",
        null,
        null,
        null,
        MessageStatus.PENDING,
        number,
        Instant.now());
  }

  void add(StoredMessage... messages) throws Exception {
    get(
        store.record(
            ALICE,
            epoch,
            Stream.of(messages).<MessageChange>map(MessageChange.Added::new).toList()));
  }

  void move(MessageId id, MessageStatus status) throws Exception {
    get(store.record(ALICE, epoch, List.of(new MessageChange.StatusMoved(id, status, NOON))));
  }

  MessagePage list(MessageQuery query) throws Exception {
    return get(store.list(query));
  }

  static MessageQuery everything() {
    return new Wanted(ALICE).limit(MessageQuery.MAX_LIMIT).query();
  }

  static MessageId id(int number, ChatId chat) {
    return new MessageId("false_" + chat + "_" + number);
  }

  static StoredMessage incoming(int number, ChatId chat) {
    return message(id(number, chat), chat, false, number, MessageStatus.RECEIVED);
  }

  static StoredMessage outgoing(int number) {
    return message(
        new MessageId("true_" + BOB + "_" + number), BOB, true, number, MessageStatus.PENDING);
  }

  static StoredMessage message(
      MessageId id, ChatId chat, boolean fromMe, long time, MessageStatus status) {
    return new StoredMessage(
        id, chat, "a@c.us", "b@c.us", null, "A", fromMe, "text", "text", null, null, null, status,
        time, NOON);
  }

  static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get();
  }
}
