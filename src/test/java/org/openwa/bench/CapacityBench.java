package org.openwa.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openwa.Node;
import org.openwa.access.FixedKey;
import org.openwa.browser.BrowserSettings;
import org.openwa.browser.selenium.SeleniumLauncher;
import org.openwa.config.Settings;
import org.openwa.lease.Uptime;
import org.openwa.simulator.SimulatorSettings;
import org.openwa.simulator.WhatsAppWebSimulator;

/**
 * What a session takes: real browsers, linked to the simulator. A real WhatsApp Web takes more
 * memory than the simulator's page, and the answer says so.
 */
final class CapacityBench {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MEBIBYTE = 1 << 20;

  /** The operators' runbook: up to so many sessions, GB of memory, cores. */
  private record Size(int sessions, int gigabytes, int cores) {}

  private static final List<Size> SEED =
      List.of(new Size(3, 2, 2), new Size(10, 4, 4), new Size(20, 8, 8), new Size(50, 16, 16));

  /** What was measured with so many sessions. */
  private record Row(
      int sessions,
      long pss,
      long rss,
      long heap,
      double idle,
      double busy,
      Duration linking,
      long measuring) {}

  private final List<Integer> steps;
  private final int seconds;
  private final Report report = new Report();

  CapacityBench(Options options) {
    this.steps =
        Arrays.stream(options.text("sessions").orElse("1,4,8").split(","))
            .map(Integer::parseInt)
            .toList();
    this.seconds = options.number("seconds", 20);
  }

  Report run() throws Exception {
    Path data = Files.createTempDirectory("openwa-bench");
    try (WhatsAppWebSimulator simulator =
        WhatsAppWebSimulator.start(SimulatorSettings.at(0, data.resolve("simulator")))) {
      Settings settings = settings(data);
      BrowserSettings browser =
          settings
              .browser()
              .with(
                  Optional.of(
                      new BrowserSettings.Simulator(
                          "127.0.0.1", simulator.httpsPort(), simulator.spki())));
      try (Node node =
              Node.start(
                  settings,
                  lifetimes ->
                      new SeleniumLauncher(browser, Clock.systemUTC(), new Uptime(), lifetimes),
                  FixedKey.of(ApiClient.KEY));
          ApiClient api = new ApiClient(node.url());
          ApiClient phones =
              new ApiClient(java.net.URI.create("http://127.0.0.1:" + simulator.port()))) {
        measure(api, phones, data);
      }
    } finally {
      BenchDatabase.delete(data);
    }
    return report;
  }

  private static Settings settings(Path data) {
    Map<String, Object> values = new HashMap<>();
    values.put("openwa.http.port", 0);
    values.put("openwa.http.bind", "127.0.0.1");
    values.put("openwa.data-dir", data.toString());
    values.put("openwa.api-key", ApiClient.KEY);
    values.put("openwa.memory.interval", "1s");
    values.put("openwa.metrics.enabled", false);
    return Settings.from(ConfigFactory.parseMap(values).withFallback(ConfigFactory.load()));
  }

  private void measure(ApiClient api, ApiClient phones, Path data) throws Exception {
    report.line("%s; %s", Machine.load(), "browsers of the simulator's page");
    report.line(
        "%8s %12s %12s %12s %10s %10s %10s",
        "sessions", "PSS each", "RSS each", "JS heap", "CPU idle", "CPU busy", "to link");
    Row last = null;
    Row first = null;
    int running = 0;
    for (int wanted : steps) {
      long began = System.nanoTime();
      for (; running < wanted; running++) {
        link(api, phones, running);
      }
      Row row = row(api, phones, wanted, Duration.ofNanos(System.nanoTime() - began));
      report.line(
          "%8d %8d MiB %8d MiB %8d MiB %10.2f %10.2f %8d s",
          wanted,
          row.pss() / MEBIBYTE,
          row.rss() / MEBIBYTE,
          row.heap() / MEBIBYTE,
          row.idle(),
          row.busy(),
          row.linking().toSeconds());
      first = first == null ? row : first;
      last = row;
    }
    if (first != null && last != null && last.sessions() > first.sessions()) {
      long more = last.pss() * last.sessions() - first.pss() * first.sessions();
      report.line(
          "each further one: %d MiB", more / (last.sessions() - first.sessions()) / MEBIBYTE);
    }
    if (last != null) {
      report.line(
          "measuring the memory of %d sessions takes %d ms", last.sessions(), last.measuring());
      report.line("disk of a profile: %d MiB", profile(data, "s0") / MEBIBYTE);
      compare(last);
    }
  }

  private static void link(ApiClient api, ApiClient phones, int number) throws Exception {
    String session = "s" + number;
    String phone = phone(number);
    phones.put("/phones/" + phone, "{\"name\":\"Ada\"}", 200);
    api.post("/api/sessions", "{\"id\":\"" + session + "\"}", 201);
    await(api, session, "SCAN_QR");
    String qr = api.get("/api/sessions/" + session + "/qr?format=raw");
    phones.post("/phones/" + phone + "/scan", JSON.valueToTree(Map.of("qr", qr)).toString(), 200);
    await(api, session, "CONNECTED");
  }

  private static String phone(int number) {
    return "4917012300%02d".formatted(number);
  }

  private static void await(ApiClient api, String session, String status) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!api.get("/api/sessions/" + session).contains("\"status\":\"" + status + "\"")) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(session + " is not " + status + " in time");
      }
      Thread.sleep(200);
    }
  }

  private Row row(ApiClient api, ApiClient phones, int sessions, Duration linking)
      throws Exception {
    // Until what a start costs is over.
    Thread.sleep(Duration.ofSeconds(seconds / 2));
    double idle = cores(() -> Thread.sleep(Duration.ofSeconds(seconds)));
    double busy = cores(() -> write(phones, sessions));
    JsonNode memory = JSON.readTree(api.get("/api/metrics/memory"));
    return new Row(
        sessions,
        memory.at("/totals/pssBytes").asLong() / sessions,
        memory.at("/totals/rssBytes").asLong() / sessions,
        memory.at("/totals/jsHeapUsedBytes").asLong() / sessions,
        idle / sessions,
        busy / sessions,
        linking,
        memory.at("/nodes/0/tookMillis").asLong());
  }

  /** Two messages a second to each session. */
  private void write(ApiClient phones, int sessions) throws Exception {
    for (int i = 0; i < 2 * seconds; i++) {
      long next = System.nanoTime() + 500_000_000;
      for (int session = 0; session < sessions; session++) {
        phones.post(
            "/phones/" + phone(session) + "/messages",
            "{\"from\":\"4915111111111\",\"body\":\"message " + i + "\"}",
            201);
      }
      long left = next - System.nanoTime();
      if (left > 0) {
        Thread.sleep(Duration.ofNanos(left));
      }
    }
  }

  /** Some work. */
  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  /** How many cores all processes below this one take during some work. */
  private static double cores(Work work) throws Exception {
    Duration before = cpu();
    long began = System.nanoTime();
    work.run();
    double took = (System.nanoTime() - began) / 1e9;
    return cpu().minus(before).toMillis() / 1e3 / took;
  }

  private static Duration cpu() {
    return ProcessHandle.current()
        .descendants()
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static long profile(Path data, String session) throws Exception {
    try (Stream<Path> files = Files.walk(data.resolve("profiles").resolve(session))) {
      return files
          .map(Path::toFile)
          .filter(java.io.File::isFile)
          .mapToLong(java.io.File::length)
          .sum();
    }
  }

  private void compare(Row row) {
    // The JVM, its heap, the kernel and a page cache that is not too small.
    long base = 1_024;
    report.line("");
    report.line("%-10s | %-22s | %s", "sessions", "the runbook says", "from these figures");
    for (Size size : SEED) {
      double gigabytes = (base + size.sessions() * row.pss() / MEBIBYTE) / 1024.0;
      report.line(
          "up to %-4d | %3d GB, %2d cores        | %4.1f GB, %4.1f cores busy, %4.1f idle",
          size.sessions(),
          size.gigabytes(),
          size.cores(),
          gigabytes,
          size.sessions() * row.busy(),
          size.sessions() * row.idle());
    }
    report.line(
        "The real page takes more: see docs/OPERATIONS.md, \"How much does a session take?\"");
  }
}
