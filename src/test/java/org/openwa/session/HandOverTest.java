package org.openwa.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
import org.openwa.browser.BrowserHost;
import org.openwa.browser.BrowserParts;
import org.openwa.browser.ProfileKeeper;
import org.openwa.database.Database;
import org.openwa.media.FolderMediaStore;
import org.openwa.message.jdbc.JdbcMessageStore;
import org.openwa.model.ChatId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;
import org.openwa.session.jdbc.JdbcSessionDirectory;
import org.openwa.testing.Databases;
import org.openwa.testing.FakeBrowser;
import org.openwa.testing.FakeBrowsers;
import org.openwa.testing.PlainLeases;

/** A session that leaves its node, and one for which no node has room. */
class HandOverTest {

  private static final ActorTestKit TEST_KIT =
      ActorTestKit.create(EventSourcedBehaviorTestKit.config());
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ChatId BOB = new ChatId("4915111111111@c.us");

  private final FakeBrowsers browsers = new FakeBrowsers();
  private final BlockingQueue<SessionCommand> forwarded = new LinkedBlockingQueue<>();
  private final TestProbe<Object> probe = TEST_KIT.createTestProbe();
  private volatile boolean full;
  private Database database;
  private ActorRef<BrowserHost.Command> host;
  private ActorRef<SessionCommand> session;

  @BeforeEach
  void openSession() {
    database = Database.open(Databases.h2(), "0.1.0");
    PlainLeases leases = new PlainLeases(database, "node");
    JdbcMessageStore messages = new JdbcMessageStore(database);
    PageFiles files =
        new PageFiles(
            new FolderMediaStore(Path.of("target", "media"), Clock.systemUTC(), new Random()),
            Thread::startVirtualThread);
    InboundMedia inbound = new InboundMedia(messages, files, 1_000_000, false);
    host =
        TEST_KIT.spawn(
            BrowserHost.create(
                new BrowserParts(
                    browsers,
                    new MessageFacts(messages, inbound, Clock.systemUTC()),
                    new AccountNews(messages, Clock.systemUTC(), Thread::startVirtualThread),
                    (_, _, _, _) -> CompletableFuture.supplyAsync(() -> true),
                    Path.of("target", "profiles"),
                    ProfileKeeper.none(),
                    4,
                    2,
                    Duration.ZERO,
                    Thread::startVirtualThread)));
    session =
        TEST_KIT.spawn(
            SessionEntity.create(
                new SessionId("moving-" + database.hashCode()),
                new SessionParts(
                    "node",
                    host,
                    () -> full,
                    leases,
                    new JdbcSessionDirectory(database, leases.incarnation()),
                    messages,
                    files,
                    inbound,
                    SessionTesting.SETTINGS,
                    Clock.systemUTC(),
                    new Random(1)),
                new NextHome()));
  }

  /** Keeps what is sent to where the session lives next. */
  private final class NextHome implements Home {

    @Override
    public void passivate(ActorRef<SessionCommand> entity) {}

    @Override
    public void toSuccessor(SessionCommand command) {
      forwarded.add(command);
    }

    @Override
    public void forward(SessionCommand command) {
      forwarded.add(command);
    }
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
  void aSessionThatMovesClosesItsBrowserStopsAndWakesAtItsNextHome() throws Exception {
    FakeBrowser browser = connected();

    session.tell(new SessionCommand.HandOver());

    probe.expectTerminated(session, PATIENCE);
    assertThat(browser.isClosed()).isTrue();
    assertThat(next()).isInstanceOf(SessionCommand.Ensure.class);
  }

  @Test
  void whatIsAskedOfOneThatDoesNotExistAndIsAboutToStopGoesToItsSuccessor() throws Exception {
    assertThat(this.<SessionReply>ask(SessionCommand.GetView::new))
        .isInstanceOf(SessionReply.Refused.class);

    session.tell(
        new SessionCommand.Create(
            "Alice",
            SessionConfig.DEFAULT,
            true,
            TEST_KIT.<SessionReply>createTestProbe().getRef()));
    session.tell(new SessionCommand.HandOver());

    assertThat(next()).isInstanceOf(SessionCommand.Create.class);
    probe.expectTerminated(session, PATIENCE);
    assertThat(browsers.waiting()).isZero();
  }

  @Test
  void whatIsAskedWhileItsBrowserClosesGoesToItsNextHome() throws Exception {
    FakeBrowser browser = connected();
    browser.closeSlowly();
    session.tell(new SessionCommand.HandOver());

    session.tell(new SessionCommand.Start(TEST_KIT.<SessionReply>createTestProbe().getRef()));

    assertThat(next()).isInstanceOf(SessionCommand.Start.class);
    browser.finishClosing();
    probe.expectTerminated(session, PATIENCE);
    assertThat(browsers.waiting()).isZero();
  }

  @Test
  void whatIsBeingSentIsSentBeforeItsBrowserCloses() throws Exception {
    FakeBrowser browser = connected();
    browser.sendSlowly();
    TestProbe<SendReply> caller = TEST_KIT.createTestProbe();
    session.tell(send(caller));
    probe.awaitAssert(PATIENCE, () -> assertThat(browser.sent()).hasSize(1));

    session.tell(new SessionCommand.HandOver());
    session.tell(new SessionCommand.GetView(TEST_KIT.<SessionReply>createTestProbe().getRef()));

    assertThat(next()).isInstanceOf(SessionCommand.GetView.class);
    assertThat(browser.isClosed()).isFalse();
    browser.finishSending();
    caller.expectMessageClass(SendReply.Sent.class, PATIENCE);
    probe.expectTerminated(session, PATIENCE);
    assertThat(browser.isClosed()).isTrue();
  }

  @Test
  void aPageThatNeverAnswersDoesNotHoldUpTheMove() throws Exception {
    FakeBrowser browser = connected();
    browser.sendSlowly();
    session.tell(send(TEST_KIT.createTestProbe()));
    probe.awaitAssert(PATIENCE, () -> assertThat(browser.sent()).hasSize(1));

    session.tell(new SessionCommand.HandOver());

    probe.expectTerminated(session, PATIENCE);
    assertThat(browser.isClosed()).isTrue();
  }

  @Test
  void theNextNodeHasTheLeaseOfABrowserThatClosesTooSlowlyOnlyWhenItIsGone() throws Exception {
    FakeBrowser browser = connected();
    browser.closeSlowly();
    session.tell(new SessionCommand.HandOver());
    probe.expectTerminated(session, PATIENCE);
    assertThat(next()).isInstanceOf(SessionCommand.Ensure.class);

    boolean held = isLeased();
    browser.finishClosing();

    assertThat(held).isTrue();
    probe.awaitAssert(PATIENCE, () -> assertThat(isLeased()).isFalse());
  }

  private boolean isLeased() {
    return database
        .inTransaction(handle ->
            handle
                .createQuery("SELECT expires_at IS NOT NULL FROM lease")
                .mapTo(Boolean.class)
                .one())
        .toCompletableFuture()
        .join();
  }

  private static SessionCommand.Send send(TestProbe<SendReply> caller) {
    return new SessionCommand.Send(BOB, OutgoingMessage.text("hello"), null, caller.getRef());
  }

  @Test
  void itsSuccessorSaysWhoseWorkItHas() throws Exception {
    create(false);

    session.tell(new SessionCommand.Ensure(7));

    assertThat(this.<Pong>ask(SessionCommand.Ping::new).predecessor()).isEqualTo(7);
  }

  @Test
  void aSendThatWaitsForTheSessionGoesAlong() throws Exception {
    connected();
    this.<SessionReply>ask(SessionCommand.Restart::new);
    browsers.awaitOpened();
    SessionCommand.Send waiting =
        new SessionCommand.Send(
            BOB,
            OutgoingMessage.text("hello"),
            null,
            TEST_KIT.<SendReply>createTestProbe().getRef());
    session.tell(waiting);

    session.tell(new SessionCommand.HandOver());

    assertThat(next()).isEqualTo(waiting);
    probe.expectTerminated(session, PATIENCE);
  }

  @Test
  void aSessionWithoutBrowserLeavesAtOnce() throws Exception {
    create(false);

    session.tell(new SessionCommand.HandOver());

    probe.expectTerminated(session, PATIENCE);
    assertThat(next()).isInstanceOf(SessionCommand.Ensure.class);
  }

  @Test
  void anotherIncarnationOfASessionIsToldByItsAnswer() throws Exception {
    create(false);

    Pong once = ask(SessionCommand.Ping::new);
    Pong twice = ask(SessionCommand.Ping::new);

    assertThat(once).isEqualTo(twice);
  }

  @Test
  void aFullClusterStartsNothingAndChangesNothing() throws Exception {
    create(false);
    full = true;

    SessionReply started = this.<SessionReply>ask(SessionCommand.Start::new);

    assertThat(((SessionReply.Refused) started).refusal())
        .isEqualTo(SessionRefusal.CAPACITY_EXHAUSTED);
    SessionReply.Accepted view =
        (SessionReply.Accepted) this.<SessionReply>ask(SessionCommand.GetView::new);
    assertThat(view.session().status()).isEqualTo(SessionStatus.STOPPED);
  }

  @Test
  void aFullClusterCreatesNothingThatIsToRun() throws Exception {
    full = true;

    SessionReply created = create(true);

    assertThat(((SessionReply.Refused) created).refusal())
        .isEqualTo(SessionRefusal.CAPACITY_EXHAUSTED);
  }

  @Test
  void aFullClusterCreatesWhatRests() throws Exception {
    full = true;

    SessionReply resting = create(false);

    assertThat(resting).isInstanceOf(SessionReply.Accepted.class);
  }

  private SessionCommand next() throws InterruptedException {
    SessionCommand command = forwarded.poll(10, TimeUnit.SECONDS);
    assertThat(command).isNotNull();
    return command;
  }

  private FakeBrowser connected() throws Exception {
    create(true);
    FakeBrowser browser = browsers.awaitOpened();
    browser.connect();
    probe.awaitAssert(
        PATIENCE,
        () -> {
          SessionReply reply = ask(SessionCommand.GetView::new);
          assertThat(((SessionReply.Accepted) reply).session().status())
              .isEqualTo(SessionStatus.CONNECTED);
          return null;
        });
    return browser;
  }

  private SessionReply create(boolean start) {
    return ask(to -> new SessionCommand.Create("Moving", SessionConfig.DEFAULT, start, to));
  }

  private <R> R ask(Function<ActorRef<R>, SessionCommand> command) {
    return AskPattern.<SessionCommand, R>ask(
            session, command::apply, PATIENCE, TEST_KIT.system().scheduler())
        .toCompletableFuture()
        .join();
  }
}
