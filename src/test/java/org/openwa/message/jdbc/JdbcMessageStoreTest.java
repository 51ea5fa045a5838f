package org.openwa.message.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openwa.database.DatabaseSettings;
import org.openwa.lease.StaleEpochException;
import org.openwa.message.FirstSend;
import org.openwa.message.MessageChange;
import org.openwa.message.MessageCounts;
import org.openwa.message.MessageStatus;
import org.openwa.message.StoredMessage;
import org.openwa.testing.PlainLeases;

/** The message store on both databases. */
@ParameterizedClass
@MethodSource("databases")
class JdbcMessageStoreTest extends OneStore {

  JdbcMessageStoreTest(Supplier<DatabaseSettings> empty) throws Exception {
    super(empty);
  }

  @Test
  void aMessageToldTwiceIsStoredOnce() throws Exception {

    add(incoming(1, BOB), incoming(1, BOB));
    add(incoming(1, BOB));

    assertThat(list(everything()).messages()).hasSize(1);
    assertThat(get(store.counts(List.of(ALICE))))
        .containsEntry(ALICE, new MessageCounts(0, 1, Optional.of(NOON)));
  }

  @Test
  void aFormerOwnerWritesNothing() throws Exception {
    long former = epoch;
    get(leases.release(ALICE, epoch));
    epoch = get(new PlainLeases(database, "other").epoch(ALICE));

    CompletionStage<Void> late =
        store.record(ALICE, former, List.of(new MessageChange.Added(incoming(1, BOB))));

    assertThat(epoch).isEqualTo(former + 1);
    assertThat(late)
        .failsWithin(PATIENCE)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(StaleEpochException.class);
    assertThat(list(everything()).messages()).isEmpty();
  }

  @Test
  void aStatusMovesForwardOnly() throws Exception {
    StoredMessage sent = outgoing(1);
    add(sent);

    move(sent.id(), MessageStatus.READ);
    move(sent.id(), MessageStatus.DELIVERED);

    assertThat(get(store.find(ALICE, sent.id())).orElseThrow().status())
        .isEqualTo(MessageStatus.READ);
  }

  @Test
  void settlingASendKeepsWhatsAppsTime() throws Exception {
    StoredMessage pending = outgoing(1);
    add(pending);

    get(store.settle(ALICE, epoch, pending.id(), MessageStatus.SENT, 1_800_000_000L));

    StoredMessage sent = get(store.find(ALICE, pending.id())).orElseThrow();
    assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
    assertThat(sent.waTimestamp()).isEqualTo(1_800_000_000L);
  }

  @Test
  void onlyOwnMessagesOfTheTimeWhoseOutcomeIsOpenAreUnsettled() throws Exception {
    add(incoming(1, BOB), outgoing(2), outgoing(3), outgoing(4));

    move(outgoing(2).id(), MessageStatus.UNKNOWN);
    move(outgoing(3).id(), MessageStatus.SENT);

    assertThat(get(store.unsettled(ALICE, NOON, NOON.plusSeconds(1))))
        .extracting(StoredMessage::id)
        .containsExactly(outgoing(2).id(), outgoing(4).id());
    assertThat(get(store.unsettled(ALICE, NOON.minusSeconds(1), NOON))).isEmpty();
  }

  @Test
  void whatWasUnknownMayTurnOutToHaveFailed() throws Exception {
    add(outgoing(1));
    move(outgoing(1).id(), MessageStatus.UNKNOWN);

    get(store.settle(ALICE, epoch, outgoing(1).id(), MessageStatus.FAILED, 1));

    assertThat(get(store.find(ALICE, outgoing(1).id())).orElseThrow().status())
        .isEqualTo(MessageStatus.FAILED);
  }

  @Test
  void manySendsAtOnceAreEachStoredOnceAndAnsweredWithTheirOwnMessage() throws Exception {
    List<CompletionStage<Optional<StoredMessage>>> settled =
        IntStream.range(0, 200)
            .mapToObj(i ->
                store
                    .begin(ALICE, epoch, fresh(i), Optional.empty())
                    .thenCompose(
                        _ -> store.settle(ALICE, epoch, fresh(i).id(), MessageStatus.SENT, i)))
            .toList();

    for (int i = 0; i < settled.size(); i++) {
      StoredMessage message = get(settled.get(i)).orElseThrow();
      assertThat(message.id()).isEqualTo(fresh(i).id());
      assertThat(message.status()).isEqualTo(MessageStatus.SENT);
      assertThat(message.waTimestamp()).isEqualTo(i);
    }
    assertThat(get(store.counts(List.of(ALICE))).get(ALICE)).returns(200L, MessageCounts::sent);
  }

  @Test
  void aWriteThatTheDatabaseRefusesFailsNoneThatGoesWithIt() throws Exception {
    StoredMessage tooLong =
        new StoredMessage(
            outgoing(500).id(),
            BOB,
            "a".repeat(100) + "@c.us",
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
            1,
            NOON);

    List<CompletionStage<Optional<FirstSend>>> good = new ArrayList<>();
    good.add(store.begin(ALICE, epoch, fresh(1), Optional.empty()));
    CompletionStage<Optional<FirstSend>> bad = store.begin(ALICE, epoch, tooLong, Optional.empty());
    good.add(store.begin(ALICE, epoch, fresh(2), Optional.empty()));
    good.add(store.begin(ALICE, epoch, fresh(3), Optional.empty()));

    assertThat(bad).failsWithin(PATIENCE);
    for (CompletionStage<Optional<FirstSend>> each : good) {
      assertThat(get(each)).isEmpty();
    }
    assertThat(list(everything()).messages()).hasSize(3);
  }

  @Test
  void nothingIsLeftOfADeletedSession() throws Exception {
    add(incoming(1, BOB));

    get(store.deleteAll(ALICE));

    assertThat(list(everything()).messages()).isEmpty();
    assertThat(get(store.counts(List.of(ALICE)))).isEmpty();
  }
}
