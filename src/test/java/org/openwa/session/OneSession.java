package org.openwa.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.browser.BrowserHost;
import org.openwa.browser.BrowserParts;
import org.openwa.browser.ProfileKeeper;
import org.openwa.database.Database;
import org.openwa.media.FolderMediaStore;
import org.openwa.message.StoredMessage;
import org.openwa.message.jdbc.JdbcMessageGaps;
import org.openwa.message.jdbc.JdbcMessageStore;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.SessionId;
import org.openwa.session.jdbc.JdbcSessionDirectory;
import org.openwa.testing.Databases;
import org.openwa.testing.FakeBrowser;
import org.openwa.testing.FakeBrowsers;
import org.openwa.testing.PlainLeases;

/** One session with a real database and browsers that the test plays; tests of it extend this. */
abstract class OneSession {

  static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final SessionId ID = new SessionId("alice");
  static final ChatId BOB = new ChatId("4915111111111@c.us");

  private static ActorTestKit testKit;

  final FakeBrowsers browsers = new FakeBrowsers();
  Database database;
  PlainLeases leases;
  JdbcMessageStore messages;
  JdbcSessionDirectory directory;
  ActorRef<BrowserHost.Command> host;
  TestProbe<Object> probe;
  PageFiles files;
  private InboundMedia inbound;
  private ActorRef<SessionCommand> session;

  @TempDir Path folder;

  @BeforeAll
  static void startSystem() {
    testKit = ActorTestKit.create(EventSourcedBehaviorTestKit.config());
  }

  @BeforeEach
  void openSession() {
    probe = testKit.createTestProbe();
    database = Database.open(Databases.h2(), "0.1.0");
    leases = new PlainLeases(database, "node");
    messages = new JdbcMessageStore(database);
    files =
        new PageFiles(
            new FolderMediaStore(folder, Clock.systemUTC(), new Random()),
            Thread::startVirtualThread);
    inbound = new InboundMedia(messages, files, 1_000_000, true);
    directory = new JdbcSessionDirectory(database, leases.incarnation());
    host =
        testKit.spawn(
            BrowserHost.create(
                new BrowserParts(
                    browsers,
                    new MessageFacts(messages, inbound, Clock.systemUTC()),
                    new AccountNews(messages, Clock.systemUTC(), Thread::startVirtualThread),
                    new PageHistory(
                        new JdbcMessageGaps(database),
                        messages,
                        new MessageFacts(messages, inbound, Clock.systemUTC())),
                    Path.of("target", "profiles"),
                    ProfileKeeper.none(),
                    4,
                    2,
                    Duration.ZERO,
                    Thread::startVirtualThread)));
    session = spawn();
  }

  InboundMedia inbound() {
    return inbound;
  }

  private ActorRef<SessionCommand> spawn() {
    return testKit.spawn(SessionEntity.create(id(), parts(), new OnlyHome()));
  }

  SessionId id() {
    return new SessionId(ID.value() + "-" + database.hashCode());
  }

  private SessionParts parts() {
    return new SessionParts(
        "node",
        host,
        () -> false,
        leases,
        directory,
        messages,
        files,
        inbound,
        SessionTesting.SETTINGS,
        Clock.systemUTC(),
        new Random(1));
  }

  /** As when the actor fails, or its shard moves within the node. */
  void restartActor() {
    testKit.stop(session);
    session = spawn();
  }

  @AfterEach
  void close() {
    testKit.stop(session);
    testKit.stop(host);
    database.close();
  }

  @AfterAll
  static void stopSystem() {
    testKit.shutdownTestKit();
  }

  FakeBrowser connected() throws Exception {
    create();
    FakeBrowser browser = browsers.awaitOpened();
    browser.connect();
    awaitStatus(SessionStatus.CONNECTED);
    return browser;
  }

  void create() throws Exception {
    SessionReply reply =
        ask(replyTo -> new SessionCommand.Create("Alice", SessionConfig.DEFAULT, true, replyTo));
    assertThat(reply).isInstanceOf(SessionReply.Accepted.class);
  }

  void awaitStatus(SessionStatus status) {
    probe.awaitAssert(PATIENCE, () -> assertThat(viewUnchecked().status()).isEqualTo(status));
  }

  private SessionView viewUnchecked() {
    try {
      return view();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  SessionView view() throws Exception {
    return view(this.<SessionReply>ask(SessionCommand.GetView::new));
  }

  static SessionView view(SessionReply reply) {
    return ((SessionReply.Accepted) reply).session();
  }

  StoredMessage stored(MessageId id) {
    try {
      return messages.find(view().id(), id).toCompletableFuture().get().orElseThrow();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  <R> R ask(Function<ActorRef<R>, SessionCommand> command)
      throws InterruptedException, ExecutionException {
    return asking(command).toCompletableFuture().get();
  }

  <R> CompletionStage<R> asking(Function<ActorRef<R>, SessionCommand> command) {
    return AskPattern.<SessionCommand, R>ask(
        session, command::apply, PATIENCE, testKit.system().scheduler());
  }
}
