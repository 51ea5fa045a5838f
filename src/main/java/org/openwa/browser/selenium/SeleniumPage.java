package org.openwa.browser.selenium;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.openwa.browser.Page;
import org.openwa.browser.PageException;
import org.openwa.browser.PageException.Kind;
import org.openwa.browser.PageFact;
import org.openwa.model.ChatId;
import org.openwa.model.MessageAction;
import org.openwa.model.MessageContent;
import org.openwa.model.MessageId;
import org.openwa.model.OutgoingMessage;

/** Calls the bridge script over BiDi; arguments and answers are JSON texts. */
final class SeleniumPage implements Page {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final BidiConnection bidi;
  private final String context;
  private final Duration timeout;

  /**
   * @param context BiDi's name of the tab
   * @param timeout how long each call may take
   */
  SeleniumPage(BidiConnection bidi, String context, Duration timeout) {
    this.bidi = bidi;
    this.context = context;
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<MessageId> prepare(ChatId chat) {
    return ask("prepare", chat.value()).thenApply(id -> new MessageId(id.asText()));
  }

  @Override
  public CompletionStage<Accepted> send(MessageId id, OutgoingMessage message) {
    boolean hasFile = message.content() instanceof MessageContent.Media;
    return ask(hasFile ? fileTimeout() : timeout, "send", id.value(), message)
        .thenApply(time -> new Accepted(time.asLong()));
  }

  @Override
  public CompletionStage<Void> put(String file, long offset, byte[] piece) {
    return ask("put", file, offset, Base64.getEncoder().encodeToString(piece)).thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<byte[]> take(MessageId message, long offset) {
    return ask(fileTimeout(), "take", message.value(), offset, MAX_PIECE)
        .thenApply(piece -> Base64.getDecoder().decode(piece.asText()));
  }

  @Override
  public CompletionStage<Void> act(MessageId message, MessageAction action) {
    return ask("act", message.value(), JSON.valueToTree(action)).thenAccept(_ -> {});
  }

  /** WhatsApp Web carries a whole file over its own line while we wait. */
  private Duration fileTimeout() {
    return timeout.multipliedBy(3);
  }

  @Override
  public CompletionStage<Lookup> lookup(MessageId id) {
    return ask("lookup", id.value())
        .thenApply(found ->
            found.isObject()
                ? new Found(found.path("ack").asInt(), found.path("t").asLong())
                : new NotFound());
  }

  @Override
  public CompletionStage<Heads> heads(int from, int count) {
    return ask("heads", from, count).thenApply(HistoryAnswer::heads);
  }

  @Override
  public CompletionStage<List<PageFact.MessageAdded>> history(
      Head chat, long since, int from, int count) {
    return ask("history", chat.key(), since, from, count).thenApply(HistoryAnswer::messages);
  }

  @Override
  public CompletionStage<String> pairingCode(String phone) {
    return ask("pairingCode", phone).thenApply(JsonNode::asText);
  }

  @Override
  public CompletionStage<Void> acknowledge(long sequence) {
    return ask("acknowledge", sequence).thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<Void> logout() {
    return ask("logout").thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<Void> probe() {
    return probe(timeout);
  }

  CompletionStage<Void> probe(Duration within) {
    return call("() => '1'", List.of(), within).thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<byte[]> screenshot() {
    return bidi.send("browsingContext.captureScreenshot", Map.of("context", context), timeout)
        .exceptionallyCompose(SeleniumPage::noAnswer)
        .thenApply(result -> Base64.getDecoder().decode(result.path("data").asText()));
  }

  @Override
  public CompletionStage<Long> heap() {
    return devTools("Runtime.getHeapUsage").thenApply(usage -> usage.path("usedSize").asLong());
  }

  @Override
  public CompletionStage<Long> clearCaches() {
    return devTools("Network.clearBrowserCache")
        .thenCompose(_ -> devTools("HeapProfiler.collectGarbage"))
        .thenCompose(_ -> heap());
  }

  /** Chromium's own protocol, for what WebDriver has no words for. */
  private CompletionStage<JsonNode> devTools(String method) {
    return bidi.send("goog:cdp.getSession", Map.of("context", context), timeout)
        .thenCompose(opened ->
            bidi.send(
                "goog:cdp.sendCommand",
                Map.of(
                    "session",
                    opened.path("session").asText(),
                    "method",
                    method,
                    "params",
                    Map.of()),
                timeout))
        .exceptionallyCompose(SeleniumPage::noAnswer)
        .thenApply(answer -> answer.path("result"));
  }

  private CompletionStage<JsonNode> ask(String name, Object... parameters) {
    return ask(timeout, name, parameters);
  }

  private CompletionStage<JsonNode> ask(Duration within, String name, Object... parameters) {
    String json = JSON.valueToTree(Arrays.asList(parameters)).toString();
    return call(
            "(name, parameters) => window.openwa(name, parameters)", List.of(name, json), within)
        .thenApply(SeleniumPage::answer);
  }

  /** Calls a function that answers a text. */
  CompletableFuture<String> call(String function, List<String> texts, Duration within) {
    List<Map<String, String>> arguments =
        texts.stream().map(text -> Map.of("type", "string", "value", text)).toList();
    Map<String, Object> parameters =
        Map.of(
            "functionDeclaration",
            function,
            "awaitPromise",
            true,
            "arguments",
            arguments,
            "target",
            Map.of("context", context));
    return bidi.send("script.callFunction", parameters, within)
        .exceptionallyCompose(SeleniumPage::noAnswer)
        .thenApply(SeleniumPage::text);
  }

  private static CompletableFuture<JsonNode> noAnswer(Throwable failure) {
    Throwable inner = failure.getCause();
    Throwable cause = failure instanceof CompletionException && inner != null ? inner : failure;
    String message = "the page did not answer: " + cause;
    return CompletableFuture.failedFuture(new PageException(Kind.NO_ANSWER, message, cause));
  }

  private static String text(JsonNode result) {
    if (result.path("type").asText().equals("exception")) {
      // Nothing of ours throws, so the bridge is not there: an error page, or a page half loaded.
      throw new PageException(Kind.REFUSED, "WhatsApp Web is not loaded");
    }
    return result.path("result").path("value").asText();
  }

  private static JsonNode answer(String text) {
    try {
      JsonNode answer = JSON.readTree(text);
      if (answer.has("refusal")) {
        Kind kind = Kind.valueOf(answer.path("refusal").asText());
        throw new PageException(kind, answer.path("text").asText());
      }
      return answer.path("value");
    } catch (JsonProcessingException e) {
      throw new PageException(Kind.NO_ANSWER, "the page's answer cannot be read", e);
    }
  }
}
