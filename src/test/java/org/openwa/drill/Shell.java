package org.openwa.drill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands of the operating system and waits for them. */
final class Shell {

  private static final int PATIENCE_SECONDS = 60;

  private Shell() {}

  /**
   * Answers what the command printed.
   *
   * @throws IllegalStateException where it failed
   */
  static String run(String... command) {
    return run(List.of(command));
  }

  static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The same, where a failure means that there was nothing to do. */
  static void tryRun(String... command) {
    try {
      run(command);
    } catch (IllegalStateException e) {
      // Nothing was there to be removed.
    }
  }
}
