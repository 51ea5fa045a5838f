package org.openwa.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.testing.NpmPackages;

/**
 * The rule that the simulator is held to: unmodified public clients from npm work on it, in a real
 * Chromium. Their scripts are in {@code src/test/npm}.
 */
@Tag("e2e")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PublicClientsTest {

  @TempDir private static Path folder;

  private static NpmPackages clients;
  private static WhatsAppWebSimulator simulator;

  @BeforeAll
  static void start() throws Exception {
    clients = NpmPackages.install(Path.of("src/test/npm"), Path.of("target/test-npm"));
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

  @Test
  void wppconnectWorksUnmodifiedWithABrowserOfItsOwn() throws Exception {
    String output = run("wppconnect.mjs");

    assertThat(output).contains("wppconnect works").doesNotContain("FAIL");
  }

  private static String run(String script) throws Exception {
    String url = "http://127.0.0.1:" + simulator.port();
    String output = clients.run(Map.of("SIMULATOR", url), "node", script);
    System.out.print(output);
    return output;
  }
}
