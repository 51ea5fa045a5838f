package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.browser.PageFact;
import org.openwa.database.DatabaseSettings;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;
import org.openwa.session.SendReply;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionRefusal;
import org.openwa.session.SessionReply;
import org.openwa.session.SessionStatus;
import org.openwa.testing.CuttableProxy;
import org.openwa.testing.Databases;
import org.openwa.testing.FakeBrowser;
import org.openwa.testing.MortalBrowsers;

/** Whole nodes on one PostgreSQL, which goes away for some of them or for all. */
class OwnershipTest {

  private static final SessionId ALICE = new SessionId("alice");
  private static final ChatId BOB = new ChatId("4915111111111@c.us");
  private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(10);

  @TempDir private Path folder;

  private final MortalBrowsers browsers = new MortalBrowsers();
  private final DatabaseSettings database = Databases.postgresql();
  private final CuttableProxy proxy = CuttableProxy.to(Databases.port());
  private final DatabaseSettings cuttable = Databases.by(proxy.port(), database);

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void aSecondClusterOnTheSameDatabaseOpensNoSecondBrowserAndSaysWhy() {
    try (TestNode first = TestNode.alone("first", folder, database, browsers)) {
      first.create(ALICE);
      await().until(() -> isConnected(first));

      try (TestNode second = TestNode.alone("second", folder, database, browsers)) {
        await()
            .untilAsserted(() ->
                assertThat(second.view(ALICE).statusReason())
                    .isEqualTo("node first has the session"));
        Awaitility.await()
            .during(LONGER_THAN_A_LEASE)
            .atMost(LONGER_THAN_A_LEASE.multipliedBy(2))
            .until(() -> second.browsers().opened().isEmpty());

        assertThat(second.view(ALICE).status()).isEqualTo(SessionStatus.INITIALIZING);
        assertThat(isConnected(first)).isTrue();
        assertThat(browsers.mostAtOnce()).isEqualTo(1);
      }
    }
  }

  @Test
  void aNodeThatIsStartedAgainAfterItsEndHasItsSessionsAtOnce() {
    TestNode first = TestNode.alone("only", folder, database, browsers);
    first.create(ALICE);
    await().until(() -> isConnected(first));
    first.close();

    try (TestNode again = TestNode.alone("only", folder, database, browsers)) {
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> isConnected(again));
    }
    assertThat(browsers.mostAtOnce()).isEqualTo(1);
  }

  @Test
  void aSingleNodeParksItsBrowsersWhileTheDatabaseIsAway() {
    try (TestNode node = TestNode.alone("only", folder, cuttable, browsers)) {
      node.create(ALICE);
      await().until(() -> isConnected(node));
      FakeBrowser browser = node.browsers().opened().getFirst();

      proxy.cut();
      await().until(() -> String.valueOf(node.view(ALICE).statusReason()).startsWith("parked"));
      browser.tell(incoming());
      SendReply parked = node.ask(ALICE, OwnershipTest::send);
      Awaitility.await()
          .during(LONGER_THAN_A_LEASE)
          .atMost(LONGER_THAN_A_LEASE.multipliedBy(2))
          .until(() -> !browser.isClosed());
      HttpResponse<String> health = get(node, "/health");
      HttpResponse<String> ready = get(node, "/health/ready");
      long acknowledgedMeanwhile = browser.acknowledged();
      proxy.restore();

      await().until(() -> browser.acknowledged() == 1);
      await().until(() -> node.ask(ALICE, OwnershipTest::send) instanceof SendReply.Sent);
      assertThat(parked)
          .asInstanceOf(type(SessionReply.Refused.class))
          .returns(SessionRefusal.DATABASE_UNAVAILABLE, SessionReply.Refused::refusal);
      assertThat(acknowledgedMeanwhile).isZero();
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).contains("degraded");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(node.browsers().opened()).containsExactly(browser);
      assertThat(browser.isClosed()).isFalse();
    }
  }

  @Test
  void aDatabaseThatSaysNothingIsAwayToo() {
    try (TestNode node = TestNode.alone("only", folder, cuttable, browsers)) {
      node.create(ALICE);
      await().until(() -> isConnected(node));

      proxy.fallSilent();
      await().until(() -> String.valueOf(node.view(ALICE).statusReason()).startsWith("parked"));
      Awaitility.await()
          .during(LONGER_THAN_A_LEASE)
          .atMost(LONGER_THAN_A_LEASE.multipliedBy(2))
          .until(() -> node.browsers().alive() == 1);
      proxy.restore();

      await().until(() -> node.view(ALICE).statusReason() == null);
      assertThat(node.browsers().opened()).hasSize(1);
    }
  }

  @Test
  void browsersAreNotParkedForEver() {
    Map<String, Object> shortly = Map.of("openwa.lease.park-for", "10s");
    try (TestNode node = TestNode.start("only", folder, cuttable, browsers, shortly)) {
      node.create(ALICE);
      await().until(() -> isConnected(node));

      proxy.cut();
      await().until(() -> node.browsers().alive() == 0);
      proxy.restore();

      await().until(() -> node.browsers().alive() == 1 && isConnected(node));
      assertThat(browsers.mostAtOnce()).isEqualTo(1);
    }
  }

  @Test
  void theOneNodeThatLosesTheDatabaseKillsItsBrowserAndLeavesAndAnotherNodeOpensIt() {
    List<Integer> ports = List.of(21401, 21402, 21403);
    try (TestNode one = TestNode.of("one", folder, database, browsers, 21401, ports);
        TestNode two = TestNode.of("two", folder, database, browsers, 21402, ports)) {
      TestNode three = TestNode.of("three", folder, cuttable, browsers, 21403, ports);
      List<SessionId> sessions =
          Stream.of("a", "b", "c", "d", "e", "f").map(SessionId::new).toList();
      await().until(() -> one.isUp() && two.isUp() && three.isUp());
      sessions.forEach(one::create);
      await().until(() -> sessions.stream().allMatch(session -> isConnected(one, session)));
      await().until(() -> three.browsers().alive() > 0);
      await().until(() -> sessions.stream().allMatch(session -> isSaved(one, session)));
      List<FakeBrowser> lost = List.copyOf(three.browsers().opened());

      proxy.cut();

      assertThat(three.hasEndedWithin(Duration.ofSeconds(60))).isTrue();
      await().until(() -> sessions.stream().allMatch(session -> isConnected(one, session)));
      assertThat(lost).allMatch(FakeBrowser::isClosed);
      assertThat(one.browsers().alive() + two.browsers().alive()).isEqualTo(sessions.size());
      assertThat(browsers.mostAtOnce()).isEqualTo(1);
    }
  }

  @Test
  void aWholeClusterParksAndEveryOwnerHasItsSessionsWhenTheDatabaseIsBack() {
    List<Integer> ports = List.of(21411, 21412, 21413);
    try (TestNode one = TestNode.of("one", folder, cuttable, browsers, 21411, ports);
        TestNode two = TestNode.of("two", folder, cuttable, browsers, 21412, ports);
        TestNode three = TestNode.of("three", folder, cuttable, browsers, 21413, ports)) {
      List<SessionId> sessions = Stream.of("a", "b", "c", "d").map(SessionId::new).toList();
      await().until(() -> one.isUp() && two.isUp() && three.isUp());
      sessions.forEach(one::create);
      await().until(() -> sessions.stream().allMatch(session -> isConnected(one, session)));
      int opened = opened(one, two, three);

      proxy.cut();
      Awaitility.await()
          .during(LONGER_THAN_A_LEASE.multipliedBy(2))
          .atMost(LONGER_THAN_A_LEASE.multipliedBy(3))
          .until(() -> alive(one, two, three) == sessions.size());
      proxy.restore();

      await()
          .untilAsserted(() ->
              assertThat(sessions)
                  .allSatisfy(session -> assertThat(one.view(session).statusReason()).isNull()));
      assertThat(opened(one, two, three)).isEqualTo(opened);
      assertThat(browsers.mostAtOnce()).isEqualTo(1);
    }
  }

  private static int opened(TestNode... nodes) {
    return Stream.of(nodes).mapToInt(node -> node.browsers().opened().size()).sum();
  }

  private static long alive(TestNode... nodes) {
    return Stream.of(nodes).mapToLong(node -> node.browsers().alive()).sum();
  }

  private static boolean isConnected(TestNode node) {
    return isConnected(node, ALICE);
  }

  private static boolean isConnected(TestNode node, SessionId session) {
    return node.view(session).status() == SessionStatus.CONNECTED;
  }

  private static boolean isSaved(TestNode node, SessionId session) {
    return node.get("/api/sessions/" + session.value()).contains("\"savedAt\"");
  }

  private static PageFact incoming() {
    return new PageFact.MessageAdded(
        1,
        new MessageId("false_" + BOB + "_1"),
        BOB,
        BOB.value(),
        "me",
        null,
        "Bob",
        false,
        "chat",
        "hi",
        null,
        null,
        1,
        9);
  }

  private static SessionCommand send(ActorRef<SendReply> replyTo) {
    return new SessionCommand.Send(BOB, OutgoingMessage.text("hello"), null, replyTo);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
  }

  private static HttpResponse<String> get(TestNode node, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(node.node().url() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
