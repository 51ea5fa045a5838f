package org.openwa.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.model.ChatId;
import org.openwa.model.OutgoingMessage;
import org.openwa.model.SessionId;
import org.openwa.schedule.ScriptedSessions.Asked;
import org.openwa.schedule.jdbc.JdbcBulks;
import org.openwa.schedule.jdbc.JdbcScheduledSends;
import org.openwa.session.SessionConfig;
import org.openwa.session.SessionStatus;
import org.openwa.session.SessionView;
import org.openwa.session.jdbc.JdbcSessionDirectory;
import org.openwa.testing.Databases;
import org.openwa.testing.SettableClock;

/** Planned sends of one session, with a dispatcher and a session that the test plays. */
abstract class Planning {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final SessionId ALICE = new SessionId("alice");
  static final ChatId BOB = new ChatId("4915111111111@c.us");
  static final Duration CLAIM = Duration.ofSeconds(60);
  static final ScheduleSettings SETTINGS =
      new ScheduleSettings(
          Duration.ofMillis(50),
          CLAIM,
          Duration.ofSeconds(5),
          Duration.ofHours(1),
          Duration.ofMinutes(2),
          3);

  final ActorTestKit testKit = ActorTestKit.create();
  private final SecureRandom random = new SecureRandom();
  final SettableClock clock = new SettableClock(NOON);
  final Database database;
  final ScheduledSends scheduled;
  final Bulks bulks;
  final ScriptedSessions sessions = new ScriptedSessions(testKit);

  Planning(Supplier<DatabaseSettings> empty) throws Exception {
    database = Database.open(empty.get(), "0.1.0");
    scheduled = new JdbcScheduledSends(database, clock);
    bulks = new JdbcBulks(database, clock);
    get(
        new JdbcSessionDirectory(database, "node")
            .save(
                new SessionView(
                    ALICE,
                    "Alice",
                    SessionStatus.CONNECTED,
                    null,
                    NOON,
                    true,
                    null,
                    null,
                    1,
                    NOON,
                    null,
                    SessionConfig.DEFAULT,
                    0)));
  }

  static Stream<Supplier<DatabaseSettings>> databases() {
    return Databases.kinds();
  }

  @AfterEach
  void close() {
    testKit.shutdownTestKit();
    database.close();
  }

  ActorRef<Dispatcher.Command> startNode() {
    return testKit.spawn(
        Dispatcher.create(
            new Dispatcher.Parts(scheduled, bulks, sessions, SETTINGS, clock, new Random(1))));
  }

  PlannedSend schedule(Instant at) throws Exception {
    return get(scheduled.add(pending(BOB, "hello", at), Optional.empty())).value();
  }

  PlannedSend pending(ChatId chat, String text, Instant at) {
    return PlannedSend.pending(
        PlanId.ofSend(random), ALICE, "4915111111111", chat, OutgoingMessage.text(text), at, NOON);
  }

  Bulk bulk(Duration delay, int items) throws Exception {
    List<PlannedSend> wanted =
        IntStream.range(0, items).mapToObj(i -> pending(BOB, "text " + i, NOON)).toList();
    return get(bulks.add(bulkOf(delay, items), wanted, Optional.empty())).value();
  }

  Bulk bulkOf(Duration delay, int items) {
    return new Bulk(
        PlanId.ofBulk(random), ALICE, new Pace(delay, Duration.ZERO), items, false, Map.of(), NOON);
  }

  Asked nextAsked() throws InterruptedException {
    Asked asked = sessions.asked.poll(10, TimeUnit.SECONDS);
    assertThat(asked).isNotNull();
    return asked;
  }

  PlannedSend awaitStatus(PlannedSend send, PlanStatus status) {
    return await()
        .until(
            () -> get(scheduled.find(ALICE, send.id())).orElseThrow(),
            found -> found.status() == status);
  }

  void awaitCount(Bulk bulk, PlanStatus status, int count) {
    await().until(() -> get(bulks.find(ALICE, bulk.id())).orElseThrow().count(status) == count);
  }

  static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get();
  }
}
