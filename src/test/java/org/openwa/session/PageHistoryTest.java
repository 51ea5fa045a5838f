package org.openwa.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openwa.browser.PageFact;
import org.openwa.message.MessageChange;
import org.openwa.message.StoredMessage;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.testing.FakeBrowser;

/** What a page holds and never told. */
class PageHistoryTest extends OneSession {

  private static final ChatId OTHER = new ChatId("4915333333333@c.us");

  @Test
  void whatThePageHoldsAndNobodyToldIsStoredButNotItsOldHistory() throws Exception {
    FakeBrowser second = reconnecting();
    second.holds(BOB, List.of(held(1, BOB), held(2, BOB), held(3, BOB)));
    second.holds(OTHER, List.of(held(1, OTHER)));

    second.connect();

    probe.awaitAssert(PATIENCE, () -> assertThat(isStored(held(3, BOB))).isTrue());
    assertThat(isStored(held(2, BOB))).isTrue();
    assertThat(isStored(held(1, BOB))).isFalse();
    assertThat(isStored(held(1, OTHER))).isFalse();
  }

  @Test
  void whatThePageRefusesForAMomentIsAskedForAgainBeforeNewerFactsAreStored() throws Exception {
    FakeBrowser second = reconnecting();
    second.holds(BOB, List.of(held(1, BOB), held(2, BOB), held(3, BOB)));
    second.refusesHistory(BOB, 2);

    second.connect();
    second.tell(new PageFact.AckChanged(2, new MessageId("true_1"), 3, Instant.EPOCH));

    probe.awaitAssert(PATIENCE, () -> assertThat(second.acknowledged()).isEqualTo(2));
    assertThat(isStored(held(2, BOB))).isTrue();
    assertThat(isStored(held(3, BOB))).isTrue();
  }

  @Test
  void aGapIsFilledLaterEvenWhenNewerMessagesOfItsChatWereStoredMeanwhile() throws Exception {
    FakeBrowser second = reconnecting();
    second.holds(BOB, List.of(held(1, BOB), held(2, BOB), held(3, BOB)));
    second.holds(OTHER, List.of(held(2, OTHER)));
    second.refusesHistory(BOB, Integer.MAX_VALUE);
    second.connect();
    probe.awaitAssert(PATIENCE, () -> assertThat(isStored(held(2, OTHER))).isTrue());
    store(held(4, BOB));

    this.<SessionReply>ask(SessionCommand.Restart::new);
    FakeBrowser third = browsers.awaitOpened();
    third.holds(BOB, List.of(held(1, BOB), held(2, BOB), held(3, BOB), held(4, BOB)));
    third.connect();

    probe.awaitAssert(PATIENCE, () -> assertThat(isStored(held(3, BOB))).isTrue());
    assertThat(isStored(held(2, BOB))).isTrue();
  }

  /** Linked before, with one message in its history that is left alone. */
  private FakeBrowser reconnecting() throws Exception {
    create();
    FakeBrowser first = browsers.awaitOpened();
    first.holds(BOB, List.of(held(1, BOB)));
    first.connect();
    first.tell(new PageFact.AckChanged(1, new MessageId("true_1"), 2, Instant.EPOCH));
    probe.awaitAssert(PATIENCE, () -> assertThat(first.acknowledged()).isEqualTo(1));
    this.<SessionReply>ask(SessionCommand.Restart::new);
    return browsers.awaitOpened();
  }

  private void store(PageFact.MessageAdded message) throws Exception {
    StoredMessage stored = new MessageFacts(messages, inbound(), Clock.systemUTC()).stored(message);
    messages
        .record(id(), view().epoch(), List.of(new MessageChange.Added(stored)))
        .toCompletableFuture()
        .get();
  }

  private boolean isStored(PageFact.MessageAdded message) {
    return messages.find(id(), message.id()).toCompletableFuture().join().isPresent();
  }

  private static PageFact.MessageAdded held(int number, ChatId chat) {
    return new PageFact.MessageAdded(
        0,
        new MessageId("false_" + chat + "_" + number),
        chat,
        chat.value(),
        "4917012345@c.us",
        null,
        null,
        false,
        "chat",
        "text",
        null,
        null,
        1,
        number);
  }
}
