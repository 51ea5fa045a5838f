package org.openwa.browser.selenium;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process between us and a chromedriver: it kills the driver and all that the driver started at
 * a deadline that only {@link #feed} moves, or as soon as this program is gone. Without it Chromium
 * outlives a killed JVM and keeps running beside a paused one.
 *
 * <p>The guard has a terminal session of its own, so that Ctrl-C reaches only us, and so has the
 * driver below it, so that the driver's process group is exactly what must die.
 */
final class Guard {

  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final Pattern DRIVER = Pattern.compile("driver (\\d+)");
  private static final Pattern STARTED = Pattern.compile(".*started successfully on port (\\d+).*");

  /** A guard that has not ended so long after its input did is itself stopped. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** What Chromium may see of our environment, in which there are keys and passwords. */
  private static final List<String> INHERITED =
      List.of(
          "PATH",
          "LANG",
          "LC_ALL",
          "TZ",
          "LD_LIBRARY_PATH",
          "no_proxy",
          "https_proxy",
          "OPENWA_GUARD_LOG");

  /** The guard counts in hundredths of a second, as the kernel shows its clock. */
  private static final long NANOS_PER_UNIT = 10_000_000;

  private final String name;
  private final Process process;
  private final Path directory;
  private final CompletableFuture<Long> driver = new CompletableFuture<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final CompletableFuture<Void> gone;

  private Guard(String name, Process process, Path directory) {
    this.name = name;
    this.process = process;
    this.directory = directory;
    this.gone = process.onExit().thenAcceptAsync(_ -> cleanUp(), Thread::startVirtualThread);
  }

  /**
   * Starts a chromedriver under a new guard.
   *
   * @param name tells guards apart in thread names and in the guards' log
   * @param deadline until when it lives unfed, in nanoseconds of the kernel's clock
   */
  static Guard start(String name, Path driver, long deadline) {
    try {
      Path directory = Files.createTempDirectory("openwa-");
      List<String> command =
          List.of(
              "setsid",
              "bash",
              "-c",
              BridgeScript.resource("guard.sh"),
              "openwa-guard",
              "run",
              name,
              Long.toString(deadline / NANOS_PER_UNIT),
              directory.toString(),
              driver.toString(),
              "--port=0");
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      isolate(builder.environment(), directory.toString());
      Guard guard = new Guard(name, builder.start(), directory);
      Thread.ofPlatform().daemon().name("guard-output-" + name).start(guard::readOutput);
      return guard;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a guard for " + driver, e);
    }
  }

  /** Everything that Chromium leaves outside its profile shall lie in this directory. */
  private static void isolate(Map<String, String> environment, String directory) {
    environment.keySet().retainAll(INHERITED);
    for (String variable :
        List.of("TMPDIR", "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")) {
      environment.put(variable, directory);
    }
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  /** The driver's process id, which is also the id of the process group. */
  CompletionStage<Long> driver() {
    return driver;
  }

  /** Where the driver listens; fails when it ends before it does. */
  CompletableFuture<Integer> port() {
    return port;
  }

  /** Completes when the guard has ended and nothing of its process tree or directory is left. */
  CompletableFuture<Void> gone() {
    return gone;
  }

  /** Lets it live until a later deadline; an earlier one changes nothing. */
  void feed(long deadline) {
    try {
      OutputStream input = process.getOutputStream();
      String line = deadline / NANOS_PER_UNIT + "\n";
      input.write(line.getBytes(StandardCharsets.US_ASCII));
      input.flush();
    } catch (IOException e) {
      LOG.debug("guard {} takes no food any more", pid(), e);
    }
  }

  /** Kills the whole process tree, at once. */
  void kill() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("guard {} was gone already", pid(), e);
    }
    CompletableFuture.delayedExecutor(GRACE.toMillis(), TimeUnit.MILLISECONDS)
        .execute(process::destroyForcibly);
  }

  private void readOutput() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard(line);
      }
    } catch (IOException e) {
      LOG.debug("output of guard {} ended", pid(), e);
    }
    IllegalStateException ended = new IllegalStateException("chromedriver did not start");
    driver.completeExceptionally(ended);
    port.completeExceptionally(ended);
  }

  private void heard(String line) {
    LOG.debug("guard {}: {}", pid(), line);
    Matcher started = STARTED.matcher(line);
    if (started.matches()) {
      port.complete(Integer.parseInt(started.group(1)));
    }
    Matcher pid = DRIVER.matcher(line);
    if (pid.matches()) {
      driver.complete(Long.parseLong(pid.group(1)));
    }
  }

  /** Does what the guard could not do if it was killed itself; otherwise there is nothing to do. */
  private void cleanUp() {
    if (!Files.exists(directory)) {
      return;
    }
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", BridgeScript.resource("guard.sh")));
    String group =
        driver.handle((pid, failure) -> failure == null ? pid.toString() : "none").join();
    command.addAll(List.of("openwa-guard", "clean", group, directory.toString()));
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      LOG.warn("processes or files of a browser may be left, see {}", directory, e);
    }
  }
}
