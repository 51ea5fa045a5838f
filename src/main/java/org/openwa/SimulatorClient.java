package org.openwa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.openwa.browser.BrowserSettings;
import org.openwa.config.ConfigProblem;

/** Speaks to a simulator as a stranger does: through its API. Blocks. */
final class SimulatorClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI url;

  private SimulatorClient(URI url) {
    this.url = url;
  }

  static SimulatorClient at(URI url) {
    return new SimulatorClient(url);
  }

  /** Where its WhatsApp Web is, and how a browser knows it. */
  BrowserSettings.Simulator browserAddress() {
    JsonNode about = call("GET", "/simulator", Map.of());
    return new BrowserSettings.Simulator(
        url.getHost(), about.path("httpsPort").asInt(), about.path("spki").asText());
  }

  /** Makes an account, unless it is there. */
  void createPhone(String digits, String name) {
    call("PUT", "/phones/" + digits, Map.of("name", name));
  }

  /** Lets the phone scan a code. */
  void scan(String digits, String qr) {
    call("POST", "/phones/" + digits + "/scan", Map.of("qr", qr));
  }

  private JsonNode call(String method, String path, Map<String, ?> body) {
    try {
      HttpRequest.BodyPublisher publisher =
          body.isEmpty()
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
      HttpResponse<byte[]> response =
          http.send(
              HttpRequest.newBuilder(url.resolve(path))
                  .timeout(TIMEOUT)
                  .header("Content-Type", "application/json")
                  .method(method, publisher)
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() >= 300) {
        throw new IOException("it answered " + response.statusCode());
      }
      return response.body().length == 0 ? json.createObjectNode() : json.readTree(response.body());
    } catch (IOException e) {
      throw new ConfigProblem("the simulator at " + url + " does not work: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
