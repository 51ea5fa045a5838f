package org.openwa.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.model.SessionId;

class MemoryWatchTest {

  private static final ActorTestKit TEST_KIT =
      ActorTestKit.create("memory-watch", ConfigFactory.load());
  private static final SessionId SESSION = new SessionId("default");
  private static final long LIMIT = 1_000_000;

  @TempDir private Path folder;
  private final MemoryBoard board = new MemoryBoard();
  private final List<SessionMemory> alarms = new CopyOnWriteArrayList<>();
  private final List<Subject> running = new CopyOnWriteArrayList<>();
  private final List<ActorRef<MemoryWatch.Command>> watches = new ArrayList<>();

  @AfterAll
  static void stopSystem() {
    TEST_KIT.shutdownTestKit();
  }

  /** It would tell the watch of the next test what it measures. */
  @AfterEach
  void stopWatches() {
    watches.forEach(TEST_KIT::stop);
  }

  @BeforeEach
  void record() throws Exception {
    RecordedProc.unpack(folder);
  }

  private ActorRef<MemoryWatch.Command> watch() {
    ActorRef<MemoryWatch.Command> watch =
        TEST_KIT.spawn(
            MemoryWatch.create(
                new MemoryWatch.Parts(
                    "node-1",
                    () -> List.copyOf(running),
                    board,
                    new MemorySettings(Duration.ofMillis(100), LIMIT, false, Duration.ZERO),
                    (session, _) -> alarms.add(session),
                    ForkJoinPool.commonPool(),
                    Clock.systemUTC()),
                folder));
    watches.add(watch);
    return watch;
  }

  private static Subject subject(CompletableFuture<Long> heap) {
    return new Subject(
        SESSION,
        ProcFolderTest.GUARD,
        () -> heap,
        () -> CompletableFuture.completedStage(20_000_000L));
  }

  @Test
  void whatANodeMeasuresIsOnItsBoardAndTooMuchIsToldOnce() {
    running.add(subject(CompletableFuture.completedFuture(30_000_000L)));

    watch();

    await().until(() -> board.of(SESSION).isPresent());
    SessionMemory first = board.of(SESSION).orElseThrow();
    await().until(() -> board.of(SESSION).orElseThrow().measuredAt().isAfter(first.measuredAt()));
    assertThat(first.pssBytes()).isEqualTo(ProcFolderTest.PSS_KB * 1024);
    assertThat(first.jsHeapBytes()).isEqualTo(30_000_000L);
    assertThat(board.all().getFirst().node().browsers()).isEqualTo(1);
    assertThat(board.all().getFirst().node().jvm().heapUsedBytes()).isPositive();
    assertThat(alarms).hasSize(1);
  }

  @Test
  void aPageThatDoesNotAnswerIsMeasuredWithoutItsHeap() {
    running.add(subject(CompletableFuture.failedFuture(new IllegalStateException("gone"))));

    watch();

    await().until(() -> board.of(SESSION).isPresent());
    assertThat(board.of(SESSION).orElseThrow().jsHeapBytes()).isNull();
    assertThat(board.of(SESSION).orElseThrow().pssBytes()).isPositive();
  }

  @Test
  void aBrowserThatIsGoneIsForgotten() {
    running.add(subject(CompletableFuture.completedFuture(1L)));
    watch();
    await().until(() -> board.of(SESSION).isPresent());

    running.clear();

    await().until(() -> board.of(SESSION).isEmpty());
    assertThat(board.all().getFirst().node().browsers()).isZero();
  }

  @Test
  void clearingSaysWhatItFreedAndWhoDidNotAnswer() {
    running.add(subject(CompletableFuture.completedFuture(30_000_000L)));
    running.add(subject(CompletableFuture.failedFuture(new IllegalStateException("gone"))));
    TestProbe<MemoryWatch.Cleared> probe = TEST_KIT.createTestProbe();

    watch().tell(new MemoryWatch.ClearEverywhere(probe.getRef()));

    List<Freed> nodes = probe.receiveMessage(Duration.ofSeconds(10)).nodes();
    assertThat(nodes.getFirst().entries()).isEqualTo(2);
    assertThat(nodes.getFirst().failed()).isEqualTo(1);
    assertThat(nodes.getFirst().bytes()).isGreaterThanOrEqualTo(10_000_000L);
  }

  @Test
  void aThousandSessionsTravelInPartsThatFitAMessage() {
    List<SessionMemory> sessions = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      sessions.add(MemorySamples.session("session-with-a-long-name-%039d".formatted(i), 400));
    }

    List<MemoryWatch.Told> parts =
        MemoryWatch.inParts(new MemoryBoard.Figures(MemorySamples.node("node-1", 1_000), sessions));

    assertThat(parts).hasSize(4);
    assertThat(parts.stream().flatMap(part -> part.sessions().stream()))
        .containsExactlyElementsOf(sessions);
    for (MemoryWatch.Told part : parts) {
      TEST_KIT.serializationTestKit().verifySerialization(part, true);
      assertThat(serialized(part)).isLessThan(128 * 1024);
    }
  }

  private static int serialized(MemoryWatch.Told part) {
    return org.apache.pekko.serialization.SerializationExtension.get(
            TEST_KIT.system().classicSystem())
        .serialize(part)
        .get()
        .length;
  }
}
