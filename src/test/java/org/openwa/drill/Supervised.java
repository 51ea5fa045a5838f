package org.openwa.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that is started again a second after it exited, as a supervisor of services does it.
 */
final class Supervised implements AutoCloseable {

  private static final long RESTART_MILLIS = 1_000;

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path output;
  private final AtomicInteger exits = new AtomicInteger();
  private volatile Process process;
  private volatile boolean wanted = true;

  Supervised(List<String> command, Map<String, String> environment, Path output) {
    this.command = command;
    this.environment = environment;
    this.output = output;
    this.process = start();
  }

  private Process start() {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(environment);
    try {
      Process started = builder.start();
      var _ = started.onExit().thenRun(this::exited);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void exited() {
    if (wanted) {
      exits.incrementAndGet();
      CompletableFuture.delayedExecutor(RESTART_MILLIS, TimeUnit.MILLISECONDS)
          .execute(this::startAgain);
    }
  }

  private synchronized void startAgain() {
    if (wanted) {
      process = start();
    }
  }

  /** How often it exited so far without being closed. */
  int exits() {
    return exits.get();
  }

  long pid() {
    return process.pid();
  }

  /** Sends a signal by name: TERM, KILL, STOP, CONT. */
  void signal(String name) {
    Shell.run("kill", "-" + name, Long.toString(process.pid()));
  }

  /** Ends it for good, in order where it can. */
  @Override
  public synchronized void close() {
    wanted = false;
    process.destroy();
    try {
      if (!process.waitFor(45, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
