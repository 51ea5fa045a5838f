package org.openwa.browser.selenium;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * WebDriver BiDi over the socket that chromedriver offers for a session.
 *
 * <p>Not Selenium's own client, because that hands every incoming text to a thread of a pool, so
 * that events overtake each other, and because it tells neither us nor the calls in flight when the
 * connection breaks. Here events come in order, one after the other, and whatever waits fails at
 * once.
 */
final class BidiConnection {

  /** The browser said no to a command. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(BidiConnection.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final BiConsumer<String, JsonNode> events;
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private CompletableFuture<WebSocket> lastSend;

  /**
   * Connects. Calls may be made at once.
   *
   * @param events called with the method and the parameters of each event, in order
   */
  BidiConnection(HttpClient client, URI uri, BiConsumer<String, JsonNode> events) {
    this.events = events;
    this.lastSend = client.newWebSocketBuilder().buildAsync(uri, new Listener());
    var _ = lastSend.whenComplete((_, failure) -> closeOn(failure));
  }

  /** Completes, with a reason, when the connection has ended. Never fails. */
  CompletionStage<String> closed() {
    return closed;
  }

  /**
   * Sends a command and answers its result. Fails with {@link RefusedException} or, when there is
   * no answer within the time or the connection breaks, with any other exception.
   */
  CompletableFuture<JsonNode> send(
      String method, Map<String, ? extends @Nullable Object> parameters, Duration timeout) {
    long id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    enqueue(JSON.valueToTree(Map.of("id", id, "method", method, "params", parameters)).toString());
    if (closed.isDone()) {
      answer.completeExceptionally(new IllegalStateException("the browser is gone"));
    }
    return answer
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((_, _) -> waiting.remove(id));
  }

  /** A socket takes one text at a time. */
  private synchronized void enqueue(String text) {
    lastSend = lastSend.thenCompose(to -> to.sendText(text, true));
    var _ = lastSend.whenComplete((_, failure) -> closeOn(failure));
  }

  private void closeOn(@Nullable Throwable failure) {
    if (failure != null) {
      close(failure.toString());
    }
  }

  private void close(String reason) {
    closed.complete(reason);
    IllegalStateException gone = new IllegalStateException("the browser is gone: " + reason);
    waiting.values().forEach(answer -> answer.completeExceptionally(gone));
  }

  private void received(String text) {
    try {
      JsonNode message = JSON.readTree(text);
      CompletableFuture<JsonNode> answer = waiting.get(message.path("id").asLong(-1));
      switch (message.path("type").asText()) {
        case "event" -> events.accept(message.path("method").asText(), message.path("params"));
        case "success" -> complete(answer, message.path("result"));
        default -> refuse(answer, message);
      }
    } catch (JsonProcessingException | RuntimeException e) {
      // Without the text: there may be messages of people in it.
      LOG.error("cannot handle what the browser sent", e);
    }
  }

  private static void complete(@Nullable CompletableFuture<JsonNode> answer, JsonNode result) {
    if (answer != null) {
      answer.complete(result);
    }
  }

  private static void refuse(@Nullable CompletableFuture<JsonNode> answer, JsonNode message) {
    if (answer != null) {
      String reason = message.path("error").asText() + ": " + message.path("message").asText();
      answer.completeExceptionally(new RefusedException(reason));
    }
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        received(whole);
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      close("connection closed " + code);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      close(error.toString());
    }
  }
}
