package org.openwa.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.BrowserHost;
import org.openwa.lease.Grant;
import org.openwa.model.OutgoingMessage;
import org.openwa.testing.FakeBrowser;
import org.openwa.testing.PlainLeases;

/** Whose a session is: its lease, its epoch, and browsers that it no longer has. */
class SessionOwnershipTest extends OneSession {

  @Test
  void aRestartOpensAnotherBrowserUnderAHigherEpoch() throws Exception {
    FakeBrowser first = connected();
    long before = view().epoch();

    this.<SessionReply>ask(SessionCommand.Restart::new);
    FakeBrowser second = browsers.awaitOpened();
    second.connect();

    awaitStatus(SessionStatus.CONNECTED);
    assertThat(first.isClosed()).isTrue();
    assertThat(view().epoch()).isGreaterThan(before);
  }

  @Test
  void aSessionThatAnotherNodeHasWaitsAndSaysForWhom() throws Exception {
    PlainLeases other = new PlainLeases(database, "other");
    long theirs = other.epoch(id()).toCompletableFuture().get();

    SessionReply refused =
        ask(replyTo -> new SessionCommand.Create("Demo", SessionConfig.DEFAULT, true, replyTo));
    awaitStatus(SessionStatus.INITIALIZING);
    probe.awaitAssert(
        PATIENCE, () -> assertThat(view().statusReason()).isEqualTo("node other has the session"));
    int before = browsers.waiting();
    other.release(id(), theirs).toCompletableFuture().get();
    browsers.awaitOpened().connect();

    awaitStatus(SessionStatus.CONNECTED);
    assertThat(before).isZero();
    assertThat(view().epoch()).isEqualTo(theirs + 1);
    assertThat(refused)
        .asInstanceOf(type(SessionReply.Refused.class))
        .returns(SessionRefusal.SESSION_UNAVAILABLE, SessionReply.Refused::refusal);
  }

  @Test
  void aLeaseThatIsLostKillsTheBrowserAndIsAskedForAgain() throws Exception {
    FakeBrowser first = connected();
    long before = view().epoch();

    host.tell(new BrowserHost.Kill(id(), before, "another node took the session"));
    browsers.awaitOpened().connect();

    awaitStatus(SessionStatus.CONNECTED);
    assertThat(first.isKilled()).isTrue();
    assertThat(view().epoch()).isGreaterThan(before);
  }

  @Test
  void aParkedSessionShowsThatAndSendsNothing() throws Exception {
    FakeBrowser browser = connected();
    leases.park();

    SendReply reply =
        ask(replyTo -> new SessionCommand.Send(BOB, OutgoingMessage.text("hello"), null, replyTo));

    assertThat(reply)
        .asInstanceOf(type(SessionReply.Refused.class))
        .returns(SessionRefusal.DATABASE_UNAVAILABLE, SessionReply.Refused::refusal);
    assertThat(view().status()).isEqualTo(SessionStatus.CONNECTED);
    assertThat(view().statusReason()).startsWith("parked: the database is away");
    assertThat(browser.sent()).isEmpty();
    assertThat(browser.isClosed()).isFalse();
  }

  @Test
  void aStoppedSessionGivesItsLeaseBack() throws Exception {
    connected();
    long before = view().epoch();

    this.<SessionReply>ask(SessionCommand.Stop::new);
    awaitStatus(SessionStatus.STOPPED);

    PlainLeases other = new PlainLeases(database, "other");
    probe.awaitAssert(
        PATIENCE,
        () ->
            assertThat(other.acquire(id()).toCompletableFuture().get())
                .isEqualTo(new Grant.Granted(before + 1)));
  }

  @Test
  void lateNewsOfAReplacedBrowserIsIgnored() throws Exception {
    FakeBrowser first = connected();
    this.<SessionReply>ask(SessionCommand.Restart::new);
    FakeBrowser second = browsers.awaitOpened();
    second.connect();
    awaitStatus(SessionStatus.CONNECTED);

    first.tell(new BridgeEvent.Unlinked("late"));
    first.tell(new BridgeEvent.Gone("late"));

    assertThat(view().status()).isEqualTo(SessionStatus.CONNECTED);
    assertThat(view().account()).isEqualTo(FakeBrowser.ACCOUNT);
  }
}
