package org.openwa.browser.selenium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.lease.Uptime;

/** A guard, over something that is no browser. */
class GuardTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAGES = 180_000;

  @TempDir private Path folder;

  /** The more memory a process has, the longer it takes to end; a browser has much. */
  @Test
  void aGuardHasEndedOnlyWhenTheLastProcessBelowItHas() throws IOException {
    Guard guard = start("{ head -c 800M /dev/zero; sleep 1000; } | tail -c 900M");
    await().atMost(PATIENCE).until(() -> below(guard).anyMatch(GuardTest::isLarge));
    ProcessTree processes = ProcessTree.below(guard.pid());

    guard.kill();
    guard.gone().join();

    assertThat(processes.alive()).isEmpty();
    assertThat(processes.directory()).doesNotExist();
  }

  private Guard start(String script) throws IOException {
    Path driver = folder.resolve("driver");
    Files.writeString(driver, "#!/bin/bash\n" + script + "\n");
    assertThat(driver.toFile().setExecutable(true)).isTrue();
    return Guard.start("test", driver, new Uptime().getAsLong() + PATIENCE.toNanos());
  }

  private static Stream<ProcessHandle> below(Guard guard) {
    return ProcessHandle.of(guard.pid()).orElseThrow().descendants();
  }

  private static boolean isLarge(ProcessHandle process) {
    try {
      String pages = Files.readString(Path.of("/proc", Long.toString(process.pid()), "statm"));
      return Long.parseLong(pages.split(" ", -1)[1]) > PAGES;
    } catch (IOException e) {
      return false;
    }
  }
}
