package org.openwa.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request, and how it is answered. */
final class Call {

  private static final Logger LOG = LoggerFactory.getLogger(Call.class);

  private final HttpExchange exchange;
  private final List<String> path;

  private Call(HttpExchange exchange) {
    this.exchange = exchange;
    this.path = new ArrayList<>();
    for (String part : exchange.getRequestURI().getRawPath().split("/", -1)) {
      if (!part.isEmpty()) {
        path.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
      }
    }
  }

  /** What answers calls; an {@link ApiProblem} is answered for it. */
  @FunctionalInterface
  interface Routes {
    void answer(Call call) throws IOException;
  }

  static HttpHandler handler(Routes routes) {
    return exchange -> {
      try (exchange) {
        Call call = new Call(exchange);
        try {
          routes.answer(call);
        } catch (ApiProblem problem) {
          call.json(problem.status(), problem(problem.code(), problem.getMessage()));
        } catch (IllegalArgumentException e) {
          call.json(400, problem("INVALID", e.getMessage()));
        } catch (RuntimeException e) {
          LOG.error("{} failed", exchange.getRequestURI().getPath(), e);
          call.json(500, problem("BROKEN", e.toString()));
        }
      }
    };
  }

  private static ObjectNode problem(String code, @Nullable String message) {
    return Json.object().put("error", code).put("message", message);
  }

  String method() {
    return exchange.getRequestMethod();
  }

  /** The method and the path, a phone's digits left out: {@code POST /phones/x/scan}. */
  List<String> path() {
    return path;
  }

  String part(int index) {
    return index < path.size() ? path.get(index) : "";
  }

  byte[] bytes() throws IOException {
    return exchange.getRequestBody().readAllBytes();
  }

  ObjectNode body() throws IOException {
    return Json.read(bytes());
  }

  String header(String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  /** A parameter of the query, empty where it is missing. */
  String query(String name) {
    String query = exchange.getRequestURI().getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  void json(JsonNode answer) throws IOException {
    json(200, answer);
  }

  void json(int status, JsonNode answer) throws IOException {
    send(status, "application/json", Json.write(answer).getBytes(StandardCharsets.UTF_8));
  }

  void send(int status, String type, byte[] bytes) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Lets the page write its events until its stream ends. */
  void stream(Page page) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    page.writeTo(exchange.getResponseBody());
  }
}
