package org.openwa.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Customers' endpoints, in a process of their own: {@code /hook/...} are healthy, {@code /hang}
 * never answers, {@code /flood} answers without end. An event says in {@code atMicros} when it
 * happened; {@code /times} says how long each took, one a line, and forgets them.
 */
final class Sink {

  private static final Pattern AT = Pattern.compile("\"atMicros\":(\\d+)");
  private static final byte[] FLOOD = new byte[65_536];

  private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
  private final Set<String> ids = ConcurrentHashMap.newKeySet();

  private Sink() {}

  /** Prints its port, and ends with whoever started it. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
    Sink sink = new Sink();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/hook", sink::take);
    server.createContext("/hang", Sink::hang);
    server.createContext("/flood", Sink::flood);
    server.createContext("/times", sink::tell);
    server.start();
    System.out.println(server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // Whoever started us still lives.
    }
  }

  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Matcher at = AT.matcher(body);
      String id = exchange.getRequestHeaders().getFirst("webhook-id");
      if (id != null && ids.add(id) && at.find()) {
        times.add(nowMicros() - Long.parseLong(at.group(1)));
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private static void hang(HttpExchange exchange) throws IOException {
    try (exchange) {
      TimeUnit.MINUTES.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void flood(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      while (true) {
        out.write(FLOOD);
      }
    }
  }

  private void tell(HttpExchange exchange) throws IOException {
    try (exchange) {
      StringBuilder lines = new StringBuilder();
      for (Long time = times.poll(); time != null; time = times.poll()) {
        lines.append(time).append('\n');
      }
      ids.clear();
      byte[] bytes = lines.toString().getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
