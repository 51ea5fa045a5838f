package org.openwa.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final int nodes;
  private final Manners manners;
  private final RandomGenerator random;
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

  Caller(int nodes, Manners manners, RandomGenerator random) {
    this.nodes = nodes;
    this.manners = manners;
    this.random = random;
  }

  /**
   * How stubborn it is.
   *
   * @param oneTry waits so long for an answer
   * @param tries at most so many
   * @param pause between two of them
   * @param balanced whether a node that refuses the connection is passed over, as a load balancer
   *     does: nothing was sent, so nobody has failed yet
   */
  record Manners(Duration oneTry, int tries, Duration pause, boolean balanced) {

    /** Asks until its time is over. */
    static final Manners STUBBORN =
        new Manners(Duration.ofSeconds(6), Integer.MAX_VALUE, Duration.ofMillis(250), false);
  }

  /**
   * A call with all its tries.
   *
   * @param firstProblem of its first try; empty where that was answered well
   */
  record Call(String what, boolean ok, int tries, long millis, String firstProblem, String end) {}

  /** All that were made so far. */
  List<Call> calls() {
    return List.copyOf(calls);
  }

  /**
   * How a call ended.
   *
   * @param status 0 where nobody answered
   */
  record Answer(int status, JsonNode json, int tries, String problem) {

    boolean refused() {
      return problem.equals(ConnectException.class.getSimpleName());
    }

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
    long start = System.nanoTime();
    String firstProblem = "";
    Answer last = new Answer(0, JSON.nullNode(), 0, "not tried");
    while (tries < manners.tries() && System.nanoTime() < deadline) {
      tries++;
      last = once(1 + (node + tries) % nodes, method, path, body, key, tries);
      for (int other = 1; manners.balanced() && last.refused() && other < nodes; other++) {
        last = once(1 + (node + tries + other) % nodes, method, path, body, key, tries);
      }
      if (last.status() != 0 && !mayHelp(last)) {
        break;
      }
      if (tries == 1) {
        firstProblem = last.problem();
      }
      LockSupport.parkNanos(manners.pause().toNanos());
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    calls.add(
        new Call(method + " " + path, last.ok(), tries, millis, firstProblem, last.problem()));
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
            .timeout(manners.oneTry())
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
