package org.openwa.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as two browsers, with shells that are called like a Chromium. */
class BrowserWatchTest {

  @TempDir private Path folder;

  private final List<Process> started = new ArrayList<>();
  private BrowserWatch watch;

  @BeforeEach
  void watch() throws IOException {
    Files.copy(Path.of("/bin/bash").toRealPath(), folder.resolve("chromium"));
    folder.resolve("chromium").toFile().setExecutable(true);
    watch = new BrowserWatch(folder);
  }

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
    watch.close();
  }

  @Test
  void twoBrowsersOfOneSessionOverlap() throws Exception {
    start("ada", "first", "read");
    awaitProcesses(1);
    start("ada", "second", "read");
    awaitProcesses(2);

    await().atMost(Duration.ofSeconds(10)).until(() -> !overlaps().isEmpty());
    assertThat(overlaps()).containsExactly("ada");
  }

  @Test
  void aChildThatEndsBeforeItHasANameOfItsOwnIsNoSecondBrowser() throws Exception {
    start("ada", "only", "(read -t 0.4); read");

    awaitProcesses(2);
    await().atMost(Duration.ofSeconds(10)).until(() -> watch.pid("ada").isPresent() && ended() > 0);

    assertThat(overlaps()).isEmpty();
    assertThat(watch.pid("ada")).hasValue(started.getFirst().pid());
  }

  private void start(String session, String mark, String script) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            folder.resolve("chromium").toString(),
            "-c",
            script,
            "chromium",
            "--user-data-dir=" + folder.resolve(session));
    builder.environment().put("OPENWA_BROWSER", mark);
    started.add(builder.start());
  }

  private void awaitProcesses(int count) {
    await().atMost(Duration.ofSeconds(10)).until(() -> watch.lives().size() >= count);
  }

  private long ended() {
    return watch.lives().stream()
        .filter(life -> ProcessHandle.of(life.pid()).isEmpty())
        .map(BrowserWatch.Life::pid)
        .count();
  }

  private List<String> overlaps() {
    return List.copyOf(Judge.overlaps(watch.lives()).keySet());
  }
}
