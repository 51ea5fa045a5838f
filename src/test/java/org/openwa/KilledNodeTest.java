package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.database.DatabaseSettings;
import org.openwa.model.SessionId;
import org.openwa.session.SessionStatus;
import org.openwa.testing.Databases;
import org.openwa.testing.MortalBrowsers;
import org.openwa.testing.ThisJvm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two nodes here and the oldest in a process of its own, which is killed. */
class KilledNodeTest {

  private static final Logger LOG = LoggerFactory.getLogger(KilledNodeTest.class);
  private static final List<Integer> PORTS = List.of(21471, 21472, 21473);
  private static final List<SessionId> SESSIONS =
      Stream.of("a", "b", "c", "d", "e", "f").map(SessionId::new).toList();
  private static final Duration GATE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private final DatabaseSettings database = Databases.postgresql();
  private final MortalBrowsers browsers = new MortalBrowsers();
  private Process oldest;
  private TestNode two;
  private TestNode three;

  /** The program of the process: a node that lives until it is killed. */
  static final class Oldest {

    private Oldest() {}

    public static void main(String[] arguments) {
      DatabaseSettings database =
          new DatabaseSettings(
              DatabaseSettings.Adapter.POSTGRESQL, arguments[1], arguments[2], "", 4);
      TestNode node =
          TestNode.of(
              "one",
              Path.of(arguments[0]),
              database,
              new MortalBrowsers(),
              PORTS.getFirst(),
              PORTS);
      System.out.println("started");
      node.node().whenTerminated().toCompletableFuture().join();
    }
  }

  @BeforeEach
  void start() throws IOException {
    oldest =
        new ProcessBuilder(
                ThisJvm.java(),
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                ThisJvm.classPath(),
                Oldest.class.getName(),
                folder.toString(),
                database.url(),
                database.user())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines = oldest.inputReader();
    await().until(() -> "started".equals(lines.readLine()));
    Thread.startVirtualThread(() -> lines.lines().forEach(_ -> {}));
    two = TestNode.of("two", folder, database, browsers, PORTS.get(1), PORTS);
    three = TestNode.of("three", folder, database, browsers, PORTS.get(2), PORTS);
    await().until(() -> two.isUp() && three.isUp());
  }

  @AfterEach
  void stop() {
    oldest.destroyForcibly();
    three.close();
    two.close();
  }

  @Test
  void itsSessionsAreOpenedOnOtherNodesAlthoughNobodyAsksForThem() {
    SESSIONS.forEach(two::create);
    await()
        .until(() ->
            SESSIONS.stream()
                .allMatch(id -> two.view(id).status() == SessionStatus.CONNECTED && isSaved(id)));
    long lost = SESSIONS.size() - alive();
    assertThat(lost).isPositive();

    oldest.destroyForcibly().onExit().join();
    long killed = System.nanoTime();
    await().until(() -> alive() == SESSIONS.size());
    Duration gap = Duration.ofNanos(System.nanoTime() - killed);

    LOG.info("{} sessions are open again after {} ms", lost, gap.toMillis());
    assertThat(gap).isLessThan(GATE);
    assertThat(browsers.mostAtOnce()).isEqualTo(1);
  }

  /** Browsers on the nodes here; it asks no session. */
  private long alive() {
    return two.browsers().alive() + three.browsers().alive();
  }

  private boolean isSaved(SessionId session) {
    return two.get("/api/sessions/" + session.value()).contains("\"savedAt\"");
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
  }
}
