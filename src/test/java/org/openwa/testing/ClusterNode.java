package org.openwa.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.openwa.Node;
import org.openwa.access.FixedKey;
import org.openwa.browser.BrowserLauncher;
import org.openwa.config.Settings;
import org.openwa.database.DatabaseSettings;
import org.openwa.vault.VaultKeys;

/** A node of a cluster in this JVM, as its clients see it. */
public final class ClusterNode implements AutoCloseable {

  private static final String KEY = "test-key-test-key-test-key-test-key";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the API answered. */
  public record Answer(int status, String body) {

    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError(body, e);
      }
    }
  }

  private final Node node;
  private final HttpClient http = HttpClient.newHttpClient();

  private ClusterNode(Node node) {
    this.node = node;
  }

  /**
   * Starts a node, which joins the one at the seed's port.
   *
   * @param more settings
   */
  public static ClusterNode start(
      String name,
      int port,
      int seed,
      DatabaseSettings database,
      Path data,
      BrowserLauncher browsers,
      Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("openwa.node", name);
    settings.put("openwa.data-dir", data.toString());
    settings.put("openwa.http.bind", "127.0.0.1");
    settings.put("openwa.http.port", 0);
    settings.put("openwa.metrics.enabled", false);
    settings.put("openwa.http.drain-deadline", "1s");
    settings.put("openwa.database.adapter", "postgresql");
    settings.put("openwa.database.url", database.url());
    settings.put("openwa.database.user", database.user());
    settings.put("openwa.database.password", database.password());
    settings.put("openwa.database.pool-size", 4);
    settings.put("openwa.media.directory", data.resolveSibling("media").toString());
    Path vaultKey = data.resolveSibling("vault-key");
    VaultKeys.readOrMake(vaultKey, new SecureRandom());
    settings.put("openwa.vault.key-file", vaultKey.toString());
    settings.putIfAbsent("openwa.vault.settle-time", "1ms");
    settings.put("openwa.cluster.join", "seeds");
    settings.put("openwa.cluster.host", "127.0.0.1");
    settings.put("openwa.cluster.port", port);
    settings.put("openwa.cluster.seeds", "127.0.0.1:" + seed);
    Config config = ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load());
    return new ClusterNode(Node.start(Settings.from(config), _ -> browsers, FixedKey.of(KEY)));
  }

  public Answer get(String path) {
    return call("GET", path, "", Map.of());
  }

  /** Whether it has heard from so many nodes how much room they have. */
  public boolean knows(int nodes) {
    Answer cluster = get("/api/cluster");
    return cluster.json().path("nodes").findValues("slots").size() == nodes
        && !cluster.body().contains("\"slots\":null");
  }

  public Answer post(String path, String body) {
    return call("POST", path, body, Map.of());
  }

  public Answer call(String method, String path, String body, Map<String, String> headers) {
    return call(KEY, method, path, body, headers);
  }

  /** The same with another key. */
  public Answer getAs(String key, String path) {
    return call(key, "GET", path, "", Map.of());
  }

  private Answer call(
      String key, String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(node.url() + path))
            .timeout(Duration.ofSeconds(60))
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** As SIGTERM does it; answers when the node has gone. */
  @Override
  public void close() {
    node.close();
    http.close();
  }
}
