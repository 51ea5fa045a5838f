package org.openwa.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.PageFact;
import org.openwa.message.MessageStatus;
import org.openwa.message.SendKey;
import org.openwa.message.StoredMessage;
import org.openwa.model.MessageContent;
import org.openwa.model.MessageDetails;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.testing.FakeBrowser;

/** What a session sends, what it is told, and what is stored of both. */
class SessionSendsTest extends OneSession {

  @Test
  void aTextIsStoredAndSentOnce() throws Exception {
    FakeBrowser browser = connected();

    SendReply reply =
        ask(replyTo -> new SessionCommand.Send(BOB, OutgoingMessage.text("hello"), null, replyTo));

    StoredMessage message = ((SendReply.Sent) reply).message();
    assertThat(message.status()).isEqualTo(MessageStatus.SENT);
    assertThat(message.waTimestamp()).isEqualTo(1_700_000_000L);
    assertThat(browser.sent()).containsExactly(message.id());
  }

  @Test
  void aPlaceIsStoredWithItsFieldsWhetherItIsSentOrToldByThePage() throws Exception {
    FakeBrowser browser = connected();
    MessageContent place = new MessageContent.Location(52.5, 13.4, "Berlin", null);
    MessageDetails told = new MessageDetails.Place(-1, 2, "a\0b", null);

    SendReply reply =
        ask(replyTo -> new SessionCommand.Send(BOB, OutgoingMessage.of(place), null, replyTo));
    browser.tell(
        new PageFact.MessageAdded(
            1,
            new MessageId("false_place"),
            BOB,
            BOB.value(),
            "me",
            null,
            null,
            false,
            "location",
            "a",
            null,
            null,
            1,
            1,
            told));

    probe.awaitAssert(PATIENCE, () -> assertThat(browser.acknowledged()).isEqualTo(1));
    assertThat(stored(((SendReply.Sent) reply).message().id()).details())
        .isEqualTo(new MessageDetails.Place(52.5, 13.4, "Berlin", null));
    assertThat(stored(new MessageId("false_place")).details())
        .isEqualTo(new MessageDetails.Place(-1, 2, "a\uFFFDb", null));
  }

  @Test
  void aSendWithoutAnAnswerIsUnknownUntilThePageReportsIt() throws Exception {
    FakeBrowser browser = connected();
    browser.fallSilent();

    SendReply reply =
        ask(replyTo -> new SessionCommand.Send(BOB, OutgoingMessage.text("hello"), null, replyTo));

    MessageId id = ((SendReply.Unknown) reply).id();
    assertThat(stored(id).status()).isEqualTo(MessageStatus.UNKNOWN);
    browser.tell(new PageFact.AckChanged(1, id, 2, Instant.EPOCH));
    probe.awaitAssert(
        PATIENCE, () -> assertThat(stored(id).status()).isEqualTo(MessageStatus.DELIVERED));
    probe.awaitAssert(PATIENCE, () -> assertThat(browser.acknowledged()).isEqualTo(1));
  }

  @Test
  void aSendWithoutAnAnswerIsSettledByTheNextPageAndNeverSentAgain() throws Exception {
    connected().fallSilent();
    MessageId taken = unanswered();
    MessageId waits = unanswered();
    MessageId lost = unanswered();
    this.<SessionReply>ask(SessionCommand.Restart::new);
    FakeBrowser second = browsers.awaitOpened();
    second.holds(taken, 2);
    second.holds(waits, 0);

    second.connect();

    probe.awaitAssert(
        PATIENCE, () -> assertThat(stored(lost).status()).isEqualTo(MessageStatus.FAILED));
    assertThat(stored(taken).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(stored(taken).waTimestamp()).isEqualTo(1_700_000_007L);
    assertThat(stored(waits).status()).isEqualTo(MessageStatus.UNKNOWN);
    assertThat(second.lookedUp()).containsExactly(taken, waits, lost, lost);
    assertThat(second.sent()).isEmpty();
  }

  @Test
  void aSendThatThePageFindsOnlyAfterAWhileHasNotFailed() throws Exception {
    connected().fallSilent();
    MessageId restored = unanswered();
    this.<SessionReply>ask(SessionCommand.Restart::new);
    FakeBrowser second = browsers.awaitOpened();
    second.findsLater(restored, 1);

    second.connect();

    probe.awaitAssert(
        PATIENCE, () -> assertThat(stored(restored).status()).isEqualTo(MessageStatus.SENT));
    assertThat(second.lookedUp()).hasSize(2);
  }

  @Test
  void aSendUnderAKeyOfAnEarlierOneSendsNothing() throws Exception {
    FakeBrowser browser = connected();
    SendKey key = new SendKey("order-7", "abc");

    SendReply first =
        ask(replyTo -> new SessionCommand.Send(BOB, OutgoingMessage.text("hello"), key, replyTo));
    SendReply second =
        ask(replyTo -> new SessionCommand.Send(BOB, OutgoingMessage.text("hello"), key, replyTo));

    MessageId id = ((SendReply.Sent) first).message().id();
    assertThat(((SendReply.Repeated) second).first().message().id()).isEqualTo(id);
    assertThat(browser.sent()).containsExactly(id);
  }

  @Test
  void aSendToNobodyIsRefused() throws Exception {
    connected();

    SendReply reply =
        ask(replyTo ->
            new SessionCommand.Send(
                FakeBrowser.UNKNOWN_NUMBER, OutgoingMessage.text("hello"), null, replyTo));

    assertThat(((SessionReply.Refused) reply).refusal())
        .isEqualTo(SessionRefusal.NUMBER_NOT_ON_WHATSAPP);
  }

  @Test
  void aSendOfASessionThatWaitsForItsCodeIsRefusedAtOnce() throws Exception {
    create();
    browsers.awaitOpened().tell(new BridgeEvent.QrShown("2@secret", Instant.MAX));
    awaitStatus(SessionStatus.SCAN_QR);

    SendReply reply =
        ask(replyTo -> new SessionCommand.Send(BOB, OutgoingMessage.text("hello"), null, replyTo));

    assertThat(((SessionReply.Refused) reply).refusal())
        .isEqualTo(SessionRefusal.SESSION_NOT_READY);
  }

  @Test
  void aSendDuringARestartWaitsForTheNewBrowser() throws Exception {
    connected();
    this.<SessionReply>ask(SessionCommand.Restart::new);
    FakeBrowser second = browsers.awaitOpened();

    CompletionStage<SendReply> reply =
        asking(
            replyTo -> new SessionCommand.Send(BOB, OutgoingMessage.text("hello"), null, replyTo));
    second.connect();

    assertThat(reply).succeedsWithin(PATIENCE).isInstanceOf(SendReply.Sent.class);
    assertThat(second.sent()).hasSize(1);
  }

  @Test
  void aMessageIsStoredBeforeThePageMayForgetIt() throws Exception {
    FakeBrowser browser = connected();
    MessageId id = new MessageId("false_" + BOB + "_3A01");

    browser.tell(
        new PageFact.MessageAdded(
            7, id, BOB, BOB.value(), "me", null, "Bob", false, "chat", "h\0i", null, null, 1, 9));

    probe.awaitAssert(PATIENCE, () -> assertThat(browser.acknowledged()).isEqualTo(7));
    assertThat(stored(id).status()).isEqualTo(MessageStatus.RECEIVED);
    assertThat(stored(id).body()).isEqualTo("h\uFFFDi");
    assertThat(stored(id).type()).isEqualTo("text");
  }

  private MessageId unanswered() throws Exception {
    SendReply reply =
        ask(replyTo -> new SessionCommand.Send(BOB, OutgoingMessage.text("hello"), null, replyTo));
    return ((SendReply.Unknown) reply).id();
  }
}
