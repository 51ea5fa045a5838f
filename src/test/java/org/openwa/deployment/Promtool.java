package org.openwa.deployment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Prometheus' own checker; {@code scripts/test} brings it. */
final class Promtool {

  /** What it said. */
  record Answer(int code, String text) {}

  private Promtool() {}

  static Answer run(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }

  private static Path program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.of(
                Optional.ofNullable(System.getenv("OPENWA_PROMTOOL")).orElse("none"),
                "target/promtool/usr/bin/promtool"),
            Stream.of(path.split(":")).map(folder -> folder + "/promtool"))
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toAbsolutePath)
        .orElseThrow(() -> new AssertionError("no promtool: scripts/test fetches it"));
  }
}
