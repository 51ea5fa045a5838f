package org.openwa.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rule that the simulator is held to: unmodified public clients from npm work on it, in a real
 * Chromium. Their scripts are in {@code src/test/npm}.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PublicClientsTest {

  private static final Path SOURCES = Path.of("src/test/npm").toAbsolutePath();
  private static final Path WORK = Path.of("target/test-npm").toAbsolutePath();

  @TempDir private static Path folder;

  private static WhatsAppWebSimulator simulator;

  @BeforeAll
  static void start() throws Exception {
    install();
    simulator = WhatsAppWebSimulator.start(SimulatorSettings.at(0, folder));
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @Test
  void waJsWorksUnmodified() throws Exception {
    String output = run("wa-js.mjs");

    assertThat(output).contains("wa-js works").doesNotContain("FAIL");
  }

  @Test
  void whatsAppWebJsWorksUnmodifiedWithABrowserOfItsOwn() throws Exception {
    String output = run("whatsapp-web.mjs");

    assertThat(output).contains("whatsapp-web.js works").doesNotContain("FAIL");
  }

  private static String run(String script) throws Exception {
    return execute(List.of("node", script));
  }

  /** Installs what the lock file pins, once for each lock file. */
  private static void install() throws Exception {
    Files.createDirectories(WORK);
    try (var files = Files.newDirectoryStream(SOURCES, path -> Files.isRegularFile(path))) {
      for (Path file : files) {
        Files.write(WORK.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    byte[] lock = Files.readAllBytes(SOURCES.resolve("package-lock.json"));
    Path installed = WORK.resolve("installed-lock.json");
    if (!Files.exists(installed) || !Arrays.equals(lock, Files.readAllBytes(installed))) {
      execute(List.of("npm", "ci", "--no-audit", "--no-fund", "--silent"));
      Files.write(installed, lock);
    }
  }

  private static String execute(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(WORK.toFile());
    if (simulator != null) {
      builder.environment().put("SIMULATOR", "http://127.0.0.1:" + simulator.port());
    }
    Process process = builder.redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      System.out.print(output);
      assertThat(process.waitFor()).as("%s%n%s", command, output).isZero();
      return output;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
