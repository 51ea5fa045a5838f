package org.openwa;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a script of ours as an operator does, with the classes under test as its program. */
record Script(Map<String, String> environment) {

  /** What it printed, both streams together, and how it ended. */
  record Outcome(int code, String output) {

    String lastLine() {
      return output.lines().toList().getLast();
    }
  }

  /**
   * For an installation with an H2 file in this folder.
   *
   * @param folder for what the test needs
   */
  static Script forData(Path folder, Path data) throws IOException {
    return new Script(
        Map.of(
            "OPENWA_COMMAND", NodeProcess.launcher(folder).toString(),
            "OPENWA_COMPOSE", "no",
            "OPENWA_DATA_DIR", data.toString(),
            "OPENWA_LOG_DIR", folder.resolve("logs").toString(),
            "OPENWA_API_KEY", NodeProcess.KEY,
            "OPENWA_BACKUP_DIR", folder.resolve("backups").toString()));
  }

  Script with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Script(more);
  }

  Outcome run(String script, String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile("script", ".out");
    Process process = start(output, script, arguments);
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not end: " + Files.readString(output));
    }
    String said = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    return new Outcome(process.exitValue(), said);
  }

  /** The same, without waiting for its end. */
  Process start(Path output, String script, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(script), Stream.of(arguments)).toList());
    List.of("DATABASE_ADAPTER", "OPENWA_DATABASE_URL", "OPENWA_PORT")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    return builder
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(output.toFile())
        .start();
  }
}
