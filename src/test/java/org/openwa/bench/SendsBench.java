package org.openwa.bench;

import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.openwa.Node;
import org.openwa.access.FixedKey;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.database.DatabaseSettings;
import org.openwa.vault.VaultKeys;

/**
 * Durable sends through the whole program but for the browser, whose place a page takes that
 * accepts at once. What is asked by HTTP is in the database when it is answered.
 */
final class SendsBench {

  private static final double GATE = 500;
  private static final Duration STARTED = Duration.ofMinutes(2);

  private final int seconds;
  private final int sessions;
  private final int callers;
  private final int warmUp;
  private final String kind;
  private final Report report = new Report();

  SendsBench(Options options) {
    this.seconds = options.number("seconds", 20);
    this.sessions = options.number("sessions", 16);
    this.callers = options.number("callers", 64);
    this.warmUp = options.number("warm-up", 10);
    this.kind = options.text("database").orElse("postgresql");
  }

  Report run() throws Exception {
    Path data = Files.createTempDirectory("openwa-bench");
    try (BenchDatabase opened = BenchDatabase.open(kind)) {
      Settings settings = settings(opened.settings(), data);
      try (Node node =
              Node.start(settings, _ -> new LoopbackBrowsers(), FixedKey.of(ApiClient.KEY));
          ApiClient api = new ApiClient(node.url());
          Database database = Database.open(opened.settings(), "0.1.0")) {
        durability(database);
        measure(api, database, node.url());
      }
    } finally {
      BenchDatabase.delete(data);
    }
    return report;
  }

  private static Settings settings(DatabaseSettings database, Path data) {
    Map<String, Object> values = new HashMap<>();
    values.put("openwa.http.port", 0);
    values.put("openwa.http.bind", "127.0.0.1");
    values.put("openwa.data-dir", data.toString());
    values.put("openwa.api-key", ApiClient.KEY);
    values.put("openwa.browser.max-per-node", 1_000);
    values.put("openwa.browser.launches-at-once", 100);
    if (database.adapter() == DatabaseSettings.Adapter.POSTGRESQL) {
      values.put("openwa.database.adapter", "postgresql");
      values.put("openwa.database.url", database.url());
      values.put("openwa.database.user", database.user());
      Path vaultKey = data.resolve("vault-key");
      VaultKeys.readOrMake(vaultKey, new SecureRandom());
      values.put("openwa.vault.key-file", vaultKey.toString());
    }
    return Settings.from(ConfigFactory.parseMap(values).withFallback(ConfigFactory.load()));
  }

  /** What a server does not write down before it answers is not worth measuring. */
  private void durability(Database database) throws Exception {
    if (database.adapter() != DatabaseSettings.Adapter.POSTGRESQL) {
      return;
    }
    for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
      String value =
          database
              .inTransaction(
                  handle -> handle.createQuery("SHOW " + setting).mapTo(String.class).one())
              .toCompletableFuture()
              .get();
      report.line("PostgreSQL: %s is %s", setting, value);
      report.gate(value.equals("on"), setting + " must be on");
    }
  }

  private void measure(ApiClient api, Database database, URI url) throws Exception {
    for (int i = 0; i < sessions; i++) {
      api.post("/api/sessions", "{\"id\":\"s" + i + "\"}", 201);
    }
    await().atMost(STARTED).until(() -> connected(api) == sessions);
    report.line("%d sessions at %s, %d callers, %d s each", sessions, url, callers, seconds);
    // Until the JVM has compiled what is hot.
    ApiClient.measure(callers, warmUp, (_, _) -> api.get("/health/live"));
    ApiClient.measure(callers, 3 * warmUp, (c, n) -> send(api, c, n));
    ApiClient.Rate bare =
        ApiClient.measure(callers, Math.max(3, seconds / 3), (_, _) -> api.get("/health/live"));
    long before = messages(database);
    ApiClient.Rate sends = ApiClient.measure(callers, seconds, (c, n) -> send(api, c, n));
    long stored = messages(database) - before;
    report.line(
        "%-34s %9s %9s %9s   %s", kind, "per s", "p50 ms", "p99 ms", "rate, of the bare one");
    line("GET /health/live, bare HTTP", bare, bare);
    line("durable sends", sends, bare);
    report.line("%,d answered 201, %,d of them in the database as SENT", sends.calls(), stored);
    report.gate(stored == sends.calls(), "every answered send must be in the database");
    report.gate(
        sends.perSecond() >= GATE,
        "%.0f durable sends per second, the gate is %.0f".formatted(sends.perSecond(), GATE));
  }

  private static int connected(ApiClient api) throws Exception {
    return api.get("/api/sessions?status=CONNECTED&limit=1000").split("\"CONNECTED\"", -1).length
        - 1;
  }

  private void line(String what, ApiClient.Rate rate, ApiClient.Rate bare) {
    report.line(
        "%-34s %9.0f %9.2f %9.2f   %.3f",
        what,
        rate.perSecond(),
        rate.latencies().p50(),
        rate.latencies().p99(),
        rate.perSecond() / bare.perSecond());
  }

  private void send(ApiClient api, int caller, int number) throws Exception {
    api.post(
        "/api/sessions/s" + caller % sessions + "/messages",
        "{\"phone\":\"49151%07d\",\"type\":\"text\",\"body\":\"message %d of caller %d\"}"
            .formatted(number % 500, number, caller),
        201);
  }

  private static long messages(Database database) throws Exception {
    return database
        .inTransaction(handle ->
            handle
                .createQuery("SELECT count(*) FROM message WHERE status = 'SENT'")
                .mapTo(Long.class)
                .one())
        .toCompletableFuture()
        .get();
  }
}
