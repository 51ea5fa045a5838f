package org.openwa.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.openwa.browser.BridgeEvent;
import org.openwa.model.OutgoingMessage;
import org.openwa.testing.FakeBrowser;

/** A session from its creation to its end. */
class SessionEntityTest extends OneSession {

  @Test
  void aCreatedSessionOpensABrowserAndShowsItsCode() throws Exception {
    create();

    browsers.awaitOpened().tell(new BridgeEvent.QrShown("2@secret", Instant.MAX));

    awaitStatus(SessionStatus.SCAN_QR);
    QrReply qr = ask(SessionCommand.GetQr::new);
    assertThat(qr).isEqualTo(new QrReply.Qr("2@secret", Instant.MAX));
  }

  @Test
  void anUnknownSessionRefusesEverythingAndNothingIsWritten() throws Exception {
    SessionReply reply = this.<SessionReply>ask(SessionCommand.Start::new);

    assertThat(reply)
        .isEqualTo(new SessionReply.Refused(SessionRefusal.SESSION_NOT_FOUND, null, null));
    assertThat(directory.shouldRun().toCompletableFuture().get()).isEmpty();
  }

  @Test
  void aSecondSessionOfTheSameIdIsRefused() throws Exception {
    create();

    SessionReply second =
        ask(replyTo -> new SessionCommand.Create("again", SessionConfig.DEFAULT, true, replyTo));

    assertThat(second)
        .asInstanceOf(type(SessionReply.Refused.class))
        .returns(SessionRefusal.SESSION_EXISTS, SessionReply.Refused::refusal);
  }

  @Test
  void aLinkedSessionComesBackConnectedAfterItsActorWasRestarted() throws Exception {
    connected();

    restartActor();

    awaitStatus(SessionStatus.CONNECTED);
    assertThat(browsers.waiting()).isZero();
  }

  @Test
  void aStoppedSessionClosesItsBrowserAndKeepsItsLink() throws Exception {
    FakeBrowser browser = connected();

    SessionReply stopped = this.<SessionReply>ask(SessionCommand.Stop::new);

    probe.awaitAssert(() -> assertThat(browser.isClosed()).isTrue());
    awaitStatus(SessionStatus.STOPPED);
    assertThat(((SessionReply.Accepted) stopped).session().account())
        .isEqualTo(FakeBrowser.ACCOUNT);
  }

  @Test
  void aBrowserThatDiedIsReplaced() throws Exception {
    connected().tell(new BridgeEvent.Gone("crash"));

    browsers.awaitOpened().connect();

    awaitStatus(SessionStatus.CONNECTED);
    assertThat(view().reconnects()).isEqualTo(1);
  }

  @Test
  void aSessionThatThePhoneUnlinksRestsUntilItIsStartedAgain() throws Exception {
    FakeBrowser browser = connected();

    browser.tell(new BridgeEvent.Unlinked("by the phone"));

    awaitStatus(SessionStatus.LOGGED_OUT);
    assertThat(view().account()).isNull();
    probe.awaitAssert(() -> assertThat(browser.isClosed()).isTrue());
    this.<SessionReply>ask(SessionCommand.Start::new);
    browsers.awaitOpened();
  }

  @Test
  void aLinkedSessionWhosePageShowsACodeHasBeenUnlinked() throws Exception {
    connected();
    this.<SessionReply>ask(SessionCommand.Restart::new);

    browsers.awaitOpened().tell(new BridgeEvent.QrShown("2@new", Instant.MAX));

    awaitStatus(SessionStatus.LOGGED_OUT);
  }

  @Test
  void aDeletedSessionLeavesNothingBehind() throws Exception {
    FakeBrowser browser = connected();
    this.<SendReply>ask(
        replyTo -> new SessionCommand.Send(BOB, OutgoingMessage.text("hello"), null, replyTo));

    SessionReply deleted = this.<SessionReply>ask(SessionCommand.Delete::new);

    assertThat(deleted).isInstanceOf(SessionReply.Accepted.class);
    probe.awaitAssert(() -> assertThat(browser.isClosed()).isTrue());
    assertThat(directory.shouldRun().toCompletableFuture().get()).isEmpty();
    assertThat(messages.find(view(deleted).id(), browser.sent().getFirst()))
        .succeedsWithin(PATIENCE)
        .isEqualTo(Optional.empty());
    restartActor();
    SessionReply gone = ask(SessionCommand.GetView::new);
    assertThat(gone).isInstanceOf(SessionReply.Refused.class);
  }

  @Test
  void aDeletionIsAnsweredThoughTheSessionIsAskedForMeanwhile() throws Exception {
    FakeBrowser browser = connected();
    browser.closeSlowly();

    CompletionStage<SessionReply> deletion = asking(SessionCommand.Delete::new);
    SessionReply meanwhile = ask(SessionCommand.GetView::new);
    browser.finishClosing();

    assertThat(meanwhile).isInstanceOf(SessionReply.Refused.class);
    assertThat(deletion).succeedsWithin(PATIENCE).isInstanceOf(SessionReply.Accepted.class);
  }

  @Test
  void aLogoutUnlinksAndRests() throws Exception {
    connected();

    SessionReply reply = this.<SessionReply>ask(SessionCommand.Logout::new);

    assertThat(reply).isInstanceOf(SessionReply.Accepted.class);
    awaitStatus(SessionStatus.LOGGED_OUT);
  }
}
