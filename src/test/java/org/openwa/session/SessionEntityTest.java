package org.openwa.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openwa.browser.BridgeEvent;
import org.openwa.browser.BrowserHost;
import org.openwa.browser.PageFact;
import org.openwa.browser.ProfileKeeper;
import org.openwa.database.Database;
import org.openwa.lease.Grant;
import org.openwa.message.MessageStatus;
import org.openwa.message.SendKey;
import org.openwa.message.StoredMessage;
import org.openwa.message.jdbc.JdbcMessageStore;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;
import org.openwa.session.jdbc.JdbcSessionDirectory;
import org.openwa.testing.Databases;
import org.openwa.testing.FakeBrowser;
import org.openwa.testing.FakeBrowsers;
import org.openwa.testing.PlainLeases;

/** One session with a real database and browsers that the test plays. */
class SessionEntityTest {

  private static final ActorTestKit TEST_KIT =
      ActorTestKit.create(EventSourcedBehaviorTestKit.config());
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final SessionId ID = new SessionId("alice");
  private static final ChatId BOB = new ChatId("4915111111111@c.us");

  private final FakeBrowsers browsers = new FakeBrowsers();
  private final TestProbe<Object> probe = TEST_KIT.createTestProbe();
  private Database database;
  private PlainLeases leases;
  private JdbcMessageStore messages;
  private JdbcSessionDirectory directory;
  private ActorRef<BrowserHost.Command> host;
  private ActorRef<SessionCommand> session;

  @BeforeEach
  void openSession() {
    database = Database.open(Databases.h2(), "0.1.0");
    leases = new PlainLeases(database, "node");
    messages = new JdbcMessageStore(database);
    directory = new JdbcSessionDirectory(database, leases.incarnation());
    host =
        TEST_KIT.spawn(
            BrowserHost.create(
                new BrowserHost.Parts(
                    browsers,
                    new MessageFacts(messages, Clock.systemUTC()),
                    new AccountNews(messages, Clock.systemUTC(), Thread::startVirtualThread),
                    Path.of("target", "profiles"),
                    ProfileKeeper.none(),
                    4,
                    2,
                    Thread::startVirtualThread)));
    session = spawn();
  }

  private ActorRef<SessionCommand> spawn() {
    return TEST_KIT.spawn(SessionEntity.create(id(), parts(), _ -> {}));
  }

  private SessionId id() {
    return new SessionId(ID.value() + "-" + database.hashCode());
  }

  private SessionParts parts() {
    return new SessionParts(
        "node",
        host,
        leases,
        directory,
        messages,
        SessionTesting.SETTINGS,
        Clock.systemUTC(),
        new Random(1));
  }

  @AfterEach
  void close() {
    TEST_KIT.stop(session);
    TEST_KIT.stop(host);
    database.close();
  }

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

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
    SessionReply reply = ask(SessionCommand.Start::new);

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
    TEST_KIT.stop(session);

    session = spawn();

    awaitStatus(SessionStatus.CONNECTED);
    assertThat(browsers.waiting()).isZero();
  }

  @Test
  void aStoppedSessionClosesItsBrowserAndKeepsItsLink() throws Exception {
    FakeBrowser browser = connected();

    SessionReply stopped = ask(SessionCommand.Stop::new);

    probe.awaitAssert(() -> assertThat(browser.isClosed()).isTrue());
    awaitStatus(SessionStatus.STOPPED);
    assertThat(((SessionReply.Accepted) stopped).session().account())
        .isEqualTo(FakeBrowser.ACCOUNT);
  }

  @Test
  void aRestartOpensAnotherBrowserUnderAHigherEpoch() throws Exception {
    FakeBrowser first = connected();
    long before = view().epoch();

    ask(SessionCommand.Restart::new);
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

    ask(SessionCommand.Stop::new);
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
    ask(SessionCommand.Restart::new);
    FakeBrowser second = browsers.awaitOpened();
    second.connect();
    awaitStatus(SessionStatus.CONNECTED);

    first.tell(new BridgeEvent.Unlinked("late"));
    first.tell(new BridgeEvent.Gone("late"));

    assertThat(view().status()).isEqualTo(SessionStatus.CONNECTED);
    assertThat(view().account()).isEqualTo(FakeBrowser.ACCOUNT);
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
    ask(SessionCommand.Start::new);
    browsers.awaitOpened();
  }

  @Test
  void aLinkedSessionWhosePageShowsACodeHasBeenUnlinked() throws Exception {
    connected();
    ask(SessionCommand.Restart::new);

    browsers.awaitOpened().tell(new BridgeEvent.QrShown("2@new", Instant.MAX));

    awaitStatus(SessionStatus.LOGGED_OUT);
  }

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
    ask(SessionCommand.Restart::new);
    FakeBrowser second = browsers.awaitOpened();
    second.holds(taken, 2);
    second.holds(waits, 0);

    second.connect();

    probe.awaitAssert(
        PATIENCE, () -> assertThat(stored(lost).status()).isEqualTo(MessageStatus.FAILED));
    assertThat(stored(taken).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(stored(taken).waTimestamp()).isEqualTo(1_700_000_007L);
    assertThat(stored(waits).status()).isEqualTo(MessageStatus.UNKNOWN);
    assertThat(second.lookedUp()).containsExactly(taken, waits, lost);
    assertThat(second.sent()).isEmpty();
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

  private MessageId unanswered() throws Exception {
    SendReply reply =
        ask(replyTo -> new SessionCommand.Send(BOB, OutgoingMessage.text("hello"), null, replyTo));
    return ((SendReply.Unknown) reply).id();
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
    ask(SessionCommand.Restart::new);
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

  @Test
  void aDeletedSessionLeavesNothingBehind() throws Exception {
    FakeBrowser browser = connected();
    this.<SendReply>ask(
        replyTo -> new SessionCommand.Send(BOB, OutgoingMessage.text("hello"), null, replyTo));

    SessionReply deleted = ask(SessionCommand.Delete::new);

    assertThat(deleted).isInstanceOf(SessionReply.Accepted.class);
    probe.awaitAssert(() -> assertThat(browser.isClosed()).isTrue());
    assertThat(directory.shouldRun().toCompletableFuture().get()).isEmpty();
    assertThat(messages.find(view(deleted).id(), browser.sent().getFirst()))
        .succeedsWithin(PATIENCE)
        .isEqualTo(Optional.empty());
    SessionReply gone = ask(SessionCommand.GetView::new);
    assertThat(gone).isInstanceOf(SessionReply.Refused.class);
  }

  @Test
  void aLogoutUnlinksAndRests() throws Exception {
    connected();

    SessionReply reply = ask(SessionCommand.Logout::new);

    assertThat(reply).isInstanceOf(SessionReply.Accepted.class);
    awaitStatus(SessionStatus.LOGGED_OUT);
  }

  private FakeBrowser connected() throws Exception {
    create();
    FakeBrowser browser = browsers.awaitOpened();
    browser.connect();
    awaitStatus(SessionStatus.CONNECTED);
    return browser;
  }

  private void create() throws Exception {
    SessionReply reply =
        ask(replyTo -> new SessionCommand.Create("Alice", SessionConfig.DEFAULT, true, replyTo));
    assertThat(reply).isInstanceOf(SessionReply.Accepted.class);
  }

  private void awaitStatus(SessionStatus status) {
    probe.awaitAssert(PATIENCE, () -> assertThat(viewUnchecked().status()).isEqualTo(status));
  }

  private SessionView viewUnchecked() {
    try {
      return view();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private SessionView view() throws Exception {
    return view(this.<SessionReply>ask(SessionCommand.GetView::new));
  }

  private static SessionView view(SessionReply reply) {
    return ((SessionReply.Accepted) reply).session();
  }

  private StoredMessage stored(MessageId id) {
    try {
      return messages.find(view().id(), id).toCompletableFuture().get().orElseThrow();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private <R> R ask(Function<ActorRef<R>, SessionCommand> command)
      throws InterruptedException, ExecutionException {
    return asking(command).toCompletableFuture().get();
  }

  private <R> CompletionStage<R> asking(Function<ActorRef<R>, SessionCommand> command) {
    return AskPattern.<SessionCommand, R>ask(
        session, command::apply, PATIENCE, TEST_KIT.system().scheduler());
  }
}
