package org.openwa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.openwa.config.Settings;
import org.openwa.http.AdminDesk;

/** Has the node of these settings, on this machine, do what only it can do. Blocks. */
final class NodeClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

  private final URI url;
  private final String key;

  private NodeClient(URI url, String key) {
    this.url = url;
    this.key = key;
  }

  /**
   * The node whose settings are these.
   *
   * @throws IllegalStateException where its key cannot be read
   */
  static NodeClient of(Settings settings) {
    return new NodeClient(
        address(settings), settings.apiKey().orElseGet(() -> keyFrom(Main.keyFile(settings))));
  }

  /** Where a node with these settings answers on its own machine. */
  static URI address(Settings settings) {
    String bind = settings.http().bind();
    String host = EVERYWHERE.contains(bind) ? "127.0.0.1" : bind;
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + settings.http().port());
  }

  private static String keyFrom(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalStateException(
          "a node runs on this database, and its key cannot be read: " + file, e);
    }
  }

  /** Writes what the node exports; whoever reads it sees whether it is whole. */
  void export(OutputStream out) throws IOException {
    try (HttpClient http = client();
        InputStream body = answer(http, "GET", "/api/admin/export")) {
      body.transferTo(out);
    }
  }

  JsonNode schema() throws IOException {
    try (HttpClient http = client();
        InputStream body = answer(http, "GET", "/api/admin/schema")) {
      return JSON.readTree(body);
    }
  }

  /** Answers whether all is well. */
  boolean vault(AdminDesk.VaultTask task, PrintStream out) throws IOException {
    String path = "/api/admin/vault/" + task.name().toLowerCase(Locale.ROOT);
    try (HttpClient http = client();
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(answer(http, "POST", path), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        switch (line) {
          case AdminDesk.WELL -> {
            return true;
          }
          case AdminDesk.TROUBLED -> {
            return false;
          }
          default -> out.println(line);
        }
      }
    }
    throw new IllegalStateException("the node ended before it had answered; its log knows why");
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
  }

  private InputStream answer(HttpClient http, String method, String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("X-API-Key", key)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<InputStream> answer;
    try {
      answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new IllegalStateException(
          "another program has the database open, and no node answers on "
              + url
              + ": wait until it has started, or set OPENWA_PORT to its port",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    if (answer.statusCode() != 200) {
      answer.body().close();
      throw new IllegalStateException(
          "the node on %s answered %d to %s%s"
              .formatted(
                  url,
                  answer.statusCode(),
                  path,
                  answer.statusCode() == 401 ? ": set OPENWA_API_KEY to its key" : ""));
    }
    return answer.body();
  }
}
