package org.openwa.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * A careful customer: every call goes to any node, and again to another one until it is answered or
 * its time is over. A call that could act twice carries a key.
 */
final class Caller {

  static final String KEY = "drill-drill-drill-drill-drill-drill";
  static final int PORT = 2785;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ONE_TRY = Duration.ofSeconds(6);
  private static final long PAUSE_NANOS = 250_000_000;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final int nodes;
  private final RandomGenerator random;

  Caller(int nodes, RandomGenerator random) {
    this.nodes = nodes;
    this.random = random;
  }

  /**
   * How a call ended.
   *
   * @param status 0 where nobody answered
   */
  record Answer(int status, JsonNode json, int tries, String problem) {

    boolean ok() {
      return status >= 200 && status < 300;
    }
  }

  Answer get(String path, Duration patience) {
    return call("GET", path, "", Optional.empty(), patience);
  }

  /** Tries again where the answer says that another try may help. */
  Answer call(String method, String path, String body, Optional<String> key, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    int node = random.nextInt(nodes);
    int tries = 0;
    Answer last = new Answer(0, JSON.nullNode(), 0, "not tried");
    while (System.nanoTime() < deadline) {
      tries++;
      last = once(1 + (node + tries) % nodes, method, path, body, key, tries);
      if (last.status() != 0 && !mayHelp(last)) {
        return last;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return last;
  }

  private static boolean mayHelp(Answer answer) {
    return answer.status() >= 500
        || answer.status() == 429
        || answer.json().path("code").asText().equals("SEND_IN_PROGRESS");
  }

  /** One try at one node. */
  Answer once(int node, String method, String path, String body, Optional<String> key, int tries) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + Network.address(node) + ":" + PORT + path))
            .timeout(ONE_TRY)
            .header("X-API-Key", KEY)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    key.ifPresent(value -> request.header("Idempotency-Key", value));
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      JsonNode json = JSON.readTree(answer.body());
      return new Answer(
          answer.statusCode(), json, tries, answer.statusCode() + " " + json.path("code").asText());
    } catch (IOException e) {
      return new Answer(0, JSON.nullNode(), tries, e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, JSON.nullNode(), tries, "interrupted");
    }
  }
}
