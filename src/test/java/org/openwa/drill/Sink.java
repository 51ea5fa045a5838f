package org.openwa.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** Where all webhooks lead; takes everything and notes what it was. */
final class Sink implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final History history;

  private Sink(HttpServer server, History history) {
    this.server = server;
    this.history = history;
  }

  static Sink start(String address, int port, History history) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 100);
    Sink sink = new Sink(server, history);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", sink::take);
    server.start();
    return sink;
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonNode event = JSON.readTree(exchange.getRequestBody().readAllBytes());
    String message = event.path("data").path("id").asText();
    switch (event.path("event").asText()) {
      case "message.received" -> history.webhookReceived(message, event.path("id").asText());
      case "message.sent" -> history.webhookSent(message);
      default -> {
        // The drill judges messages only.
      }
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
