package org.openwa.browser.selenium;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.PageFact;
import org.openwa.model.ChatId;
import org.openwa.model.MessageId;

/** One fact as the bridge script writes it down; {@code bridge/facts.js} gives it its sequence. */
record FactReport(JsonNode json, Clock clock) {

  static boolean isFact(JsonNode report) {
    return report.has("sequence");
  }

  PageFact fact() {
    return switch (text("kind")) {
      case "message" -> message();
      case "ack" -> new PageFact.AckChanged(sequence(), id(), json.path("ack").asInt(), at());
      case "edit" -> new PageFact.MessageEdited(sequence(), id(), chat(), optional("body"), at());
      case "revoke" -> new PageFact.MessageRevoked(sequence(), id(), chat(), optional("by"), at());
      case "reaction" ->
          new PageFact.ReactionChanged(
              sequence(), id(), chat(), text("sender"), text("emoji"), at());
      case "vote" ->
          new PageFact.PollVoted(sequence(), id(), chat(), text("voter"), list("options"), at());
      case "group" ->
          new PageFact.GroupChanged(
              sequence(),
              id(),
              chat(),
              text("action"),
              optional("author"),
              list("participants"),
              optional("text"),
              at());
      case "call" ->
          new PageFact.CallReceived(
              sequence(),
              text("id"),
              new ChatId(text("from")),
              json.path("video").asBoolean(),
              json.path("group").asBoolean(),
              at());
      default -> throw new IllegalArgumentException("unknown fact " + text("kind"));
    };
  }

  PageFact.MessageAdded message() {
    String quoted = optional("quoted");
    return new PageFact.MessageAdded(
        sequence(),
        id(),
        chat(),
        text("from"),
        text("to"),
        optional("author"),
        optional("senderName"),
        json.path("fromMe").asBoolean(),
        text("type"),
        optional("body"),
        quoted == null ? null : new MessageId(quoted),
        optional("mimetype"),
        json.path("ack").asInt(),
        json.path("timestamp").asLong(),
        DetailsReport.details(json.path("details")));
  }

  private long sequence() {
    return json.path("sequence").asLong();
  }

  private MessageId id() {
    return new MessageId(text("id"));
  }

  private ChatId chat() {
    return new ChatId(text("chat"));
  }

  /** Facts that an older bridge kept have no time. */
  private Instant at() {
    return Instant.ofEpochMilli(json.path("at").asLong(clock.millis()));
  }

  private String text(String field) {
    return json.path(field).asText();
  }

  private @Nullable String optional(String field) {
    JsonNode value = json.path(field);
    return value.isTextual() ? value.asText() : null;
  }

  private List<String> list(String field) {
    return StreamSupport.stream(json.path(field).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
