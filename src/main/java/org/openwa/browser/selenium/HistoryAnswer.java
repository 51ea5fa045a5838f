package org.openwa.browser.selenium;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openwa.browser.Page;
import org.openwa.browser.PageFact;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code bridge/history.js} answers. What cannot be read is left out, and said in the log. */
final class HistoryAnswer {

  private static final Logger LOG = LoggerFactory.getLogger(HistoryAnswer.class);

  private HistoryAnswer() {}

  static Page.Heads heads(JsonNode answer) {
    JsonNode next = answer.path("next");
    return new Page.Heads(
        elements(answer.path("heads")).flatMap(HistoryAnswer::head).toList(),
        next.isInt() ? OptionalInt.of(next.asInt()) : OptionalInt.empty());
  }

  private static Stream<Page.Head> head(JsonNode head) {
    try {
      return Stream.of(
          new Page.Head(
              head.path("key").asText(),
              new ChatId(head.path("chat").asText()),
              new MessageId(head.path("id").asText()),
              head.path("t").asLong()));
    } catch (IllegalArgumentException e) {
      LOG.warn("a chat of the page is left out: {}", e.getMessage());
      return Stream.empty();
    }
  }

  static List<PageFact.MessageAdded> messages(JsonNode answer) {
    return elements(answer).flatMap(HistoryAnswer::message).toList();
  }

  private static Stream<PageFact.MessageAdded> message(JsonNode message) {
    try {
      return Stream.of(new FactReport(message, Clock.systemUTC()).message());
    } catch (IllegalArgumentException e) {
      LOG.warn("a message of the page is left out: {}", e.getMessage());
      return Stream.empty();
    }
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
