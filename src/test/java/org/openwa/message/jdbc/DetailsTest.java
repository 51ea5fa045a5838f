package org.openwa.message.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.message.MessageChange;
import org.openwa.message.MessageStatus;
import org.openwa.message.StoredMessage;
import org.openwa.model.ChatId;
import org.openwa.model.MessageDetails;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;
import org.openwa.testing.Databases;
import org.openwa.testing.PlainLeases;

/** Places, cards and polls are stored and told with their fields, on both databases. */
@ParameterizedClass
@MethodSource("databases")
class DetailsTest {

  private static final SessionId ALICE = new SessionId("alice");
  private static final ChatId BOB = new ChatId("4915111111111@c.us");

  private final Database database;
  private final JdbcMessageStore store;
  private final long epoch;

  DetailsTest(Supplier<DatabaseSettings> empty) {
    database = Database.open(empty.get(), "0.1.0");
    store = new JdbcMessageStore(database);
    epoch = get(new PlainLeases(database, "node").epoch(ALICE));
  }

  static Stream<Supplier<DatabaseSettings>> databases() {
    return Databases.kinds();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void eachKindComesBackAsItWas() {
    List<MessageDetails> all =
        List.of(
            new MessageDetails.Place(52.5, -13.4, "Berlin", null),
            new MessageDetails.Cards(
                List.of(
                    new MessageDetails.Card("Bob", "4915111111111"),
                    new MessageDetails.Card("Carol", null))),
            new MessageDetails.Choice(List.of("yes", "no"), true));

    for (MessageDetails details : all) {
      record(new MessageChange.Added(message(details)));

      assertThat(find(details).details()).isEqualTo(details);
    }
    assertThat(get(store.list(new Wanted(ALICE).query())).messages())
        .extracting(StoredMessage::details)
        .containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void customersAreToldTheFields() {
    record(new MessageChange.Added(message(new MessageDetails.Place(1.5, 2, "here", null))));
    record(
        new MessageChange.Added(
            message(new MessageDetails.Cards(List.of(new MessageDetails.Card("Bob", "49151"))))));
    record(
        new MessageChange.Added(message(new MessageDetails.Choice(List.of("yes", "no"), false))));

    assertThat(events())
        .hasSize(3)
        .anyMatch(body ->
            body.contains(
                "\"location\":{\"latitude\":1.5,\"longitude\":2.0,\"name\":\"here\","
                    + "\"address\":null}"))
        .anyMatch(body -> body.contains("\"contacts\":[{\"name\":\"Bob\",\"phone\":\"49151\"}]"))
        .anyMatch(body -> body.contains("\"options\":[\"yes\",\"no\"]"));
  }

  @Test
  void ofADeletedMessageTheFieldsAreForgottenToo() {
    MessageDetails details = new MessageDetails.Place(1, 2, null, null);
    record(new MessageChange.Added(message(details)));

    record(new MessageChange.Revoked(message(details).id(), BOB, null, Instant.EPOCH));

    assertThat(find(details).details()).isNull();
  }

  private void record(MessageChange change) {
    get(store.record(ALICE, epoch, List.of(change)));
  }

  private StoredMessage find(MessageDetails details) {
    return get(store.find(ALICE, message(details).id())).orElseThrow();
  }

  private List<String> events() {
    return get(
        database.inTransaction(
            handle -> handle.createQuery("SELECT body FROM event").mapTo(String.class).list()));
  }

  private static StoredMessage message(MessageDetails details) {
    return new StoredMessage(
            new MessageId("false_" + BOB + "_" + Integer.toHexString(details.hashCode())),
            BOB,
            BOB.value(),
            "me",
            null,
            null,
            false,
            "text",
            null,
            null,
            null,
            null,
            MessageStatus.RECEIVED,
            1,
            Instant.EPOCH)
        .with(details);
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
