package org.openwa.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A plain HTTP client of one node. */
final class ApiClient implements AutoCloseable {

  static final String KEY = "bench-bench-bench-bench-bench-bench";

  private final URI node;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ApiClient(URI node) {
    this.node = node;
  }

  String get(String path) throws IOException, InterruptedException {
    return answer(request(path).GET().build(), 200);
  }

  String post(String path, String body, int expected) throws IOException, InterruptedException {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        expected);
  }

  String put(String path, String body, int expected) throws IOException, InterruptedException {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        expected);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(node.resolve(path)).header("X-API-Key", KEY);
  }

  private String answer(HttpRequest request, int expected)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IOException(request.uri() + " answered " + answer.statusCode() + answer.body());
    }
    return answer.body();
  }

  /** One call of many at once. */
  @FunctionalInterface
  interface Call {
    void run(int caller, int number) throws Exception;
  }

  /** Calls per second, and how long each took. */
  record Rate(double perSecond, Latencies latencies, int calls) {}

  /** So many callers at once, each one call after the other, for so long. */
  static Rate measure(int callers, int seconds, Call call) throws Exception {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Future<List<Long>>> running = new ArrayList<>();
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        int caller = i;
        running.add(threads.submit(() -> calls(caller, end, call)));
      }
    }
    double took = (System.nanoTime() - began) / 1e9;
    List<Long> all = new ArrayList<>();
    for (Future<List<Long>> each : running) {
      all.addAll(each.get());
    }
    long[] nanos = all.stream().mapToLong(Long::longValue).toArray();
    return new Rate(nanos.length / took, Latencies.ofNanos(nanos), nanos.length);
  }

  private static List<Long> calls(int caller, long end, Call call) throws Exception {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; System.nanoTime() < end; i++) {
      long began = System.nanoTime();
      call.run(caller, i);
      nanos.add(System.nanoTime() - began);
    }
    return nanos;
  }

  @Override
  public void close() {
    http.close();
  }
}
