package org.openwa.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openwa.Node;
import org.openwa.access.FixedKey;
import org.openwa.browser.Browser;
import org.openwa.browser.Page;
import org.openwa.config.Settings;
import org.openwa.testing.ConnectedBrowsers;

/** What Prometheus reads of a real node, once it has sent, delivered, failed and measured. */
final class ScrapedNode {

  private static final String KEY = "test-key-test-key-test-key-test-key";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> CAUSED =
      List.of(
          "openwa_send_seconds_count{outcome=\"sent\"}",
          "openwa_webhook_attempt_seconds_count{outcome=\"2xx\"}",
          "openwa_webhook_attempt_seconds_count{outcome=\"5xx\"}",
          "openwa_lease_renewal_seconds_count{outcome=\"ok\"}",
          "openwa_session_memory_pss_bytes{session=\"default\"}",
          "openwa_outbox_oldest_seconds",
          "openwa_disk_free_ratio",
          "host_cpu_usage_count{component=\"host\",mode=\"combined\"}",
          "openwa_check_ok{check=\"database\"}",
          "openwa_certificate_days_left",
          "openwa_browser_slots_free");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI node;
  private final URI metrics;

  private ScrapedNode(URI node, int port) {
    this.node = node;
    this.metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
  }

  static String text(Path folder) throws Exception {
    int port = freePort();
    HttpServer receiver = receiver();
    try (Node node = Node.start(settings(folder, port), _ -> browsers(), FixedKey.of(KEY))) {
      return new ScrapedNode(node.url(), port).work(receiver.getAddress().getPort());
    } finally {
      receiver.stop(0);
    }
  }

  private String work(int receiver) throws Exception {
    post("/api/sessions", "{\"id\":\"default\"}");
    for (String path : List.of("yes", "no")) {
      post(
          "/api/sessions/default/webhooks",
          "{\"url\":\"http://127.0.0.1:%d/%s\",\"events\":[\"*\"]}".formatted(receiver, path));
    }
    await().atMost(PATIENCE).until(() -> send() == 201);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(scrape()).contains(CAUSED));
    return scrape();
  }

  private int send() throws Exception {
    return post(
        "/api/sessions/default/messages",
        "{\"phone\":\"4670000002\",\"type\":\"text\",\"body\":\"hello\"}");
  }

  private String scrape() {
    try {
      return http.send(
              HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private int post(String path, String body) throws Exception {
    return http.send(
            HttpRequest.newBuilder(node.resolve(path))
                .header("X-API-Key", KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Says yes, or no. */
  private static HttpServer receiver() throws IOException {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          boolean refuses = exchange.getRequestURI().getPath().equals("/no");
          exchange.sendResponseHeaders(refuses ? 500 : 200, -1);
          exchange.close();
        });
    receiver.start();
    return receiver;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Settings settings(Path folder, int port) throws Exception {
    Map<String, Object> settings = new HashMap<>();
    settings.put("openwa.node", "node-1");
    settings.put("openwa.http.port", 0);
    settings.put("openwa.data-dir", folder.resolve("data").toString());
    settings.put("openwa.certificate-file", certificate(folder).toString());
    settings.put("openwa.metrics.enabled", true);
    settings.put("openwa.metrics.port", port);
    settings.put("openwa.metrics.interval", "1s");
    settings.put("openwa.memory.interval", "500ms");
    settings.put("openwa.webhook.allowed-networks", "127.0.0.0/8");
    return Settings.from(ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load()));
  }

  /** A year from now, made by the JDK's own tool. */
  private static Path certificate(Path folder) throws Exception {
    Path file = folder.resolve("certificate.pem");
    Path keys = folder.resolve("keys.p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> store =
        List.of("-keystore", keys.toString(), "-storepass", "changeit", "-alias", "test");
    run(tool, store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-validity", "365");
    run(tool, store, "-exportcert", "-rfc", "-file", file.toString());
    return file;
  }

  private static void run(String tool, List<String> store, String... more) throws Exception {
    var command = new java.util.ArrayList<>(List.of(tool, more[0]));
    command.addAll(store);
    command.addAll(List.of(more).subList(1, more.length));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new AssertionError(command);
    }
  }

  /** Browsers whose memory is that of this very program. */
  private static org.openwa.browser.BrowserLauncher browsers() {
    ConnectedBrowsers connected = new ConnectedBrowsers();
    return (session, profile, events) ->
        connected.launch(session, profile, events).thenApply(Guarded::new);
  }

  private record Guarded(Browser browser) implements Browser {

    @Override
    public Page page() {
      return browser.page();
    }

    @Override
    public long guardPid() {
      return ProcessHandle.current().pid();
    }

    @Override
    public Frozen freeze() {
      return browser.freeze();
    }

    @Override
    public java.util.concurrent.CompletionStage<Void> close() {
      return browser.close();
    }

    @Override
    public java.util.concurrent.CompletionStage<Void> kill() {
      return browser.kill();
    }
  }
}
