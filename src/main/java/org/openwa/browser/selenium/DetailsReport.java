package org.openwa.browser.selenium;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.openwa.model.MessageDetails;

/** The fields of a message as {@code bridge/messages.js} finds them in WhatsApp Web's own. */
final class DetailsReport {

  /** WhatsApp adds its own number to the telephone of a card. */
  private static final Pattern WHATSAPP_NUMBER = Pattern.compile("waid=([0-9]{5,20})");

  private static final Pattern TELEPHONE = Pattern.compile("(?im)^(?:item\\d+\\.)?TEL[^:]*:(.+)$");

  private DetailsReport() {}

  /** Null where there are none, or nothing that we understand. */
  static @Nullable MessageDetails details(JsonNode json) {
    return switch (json.path("type").asText()) {
      case "location" -> place(json);
      case "contacts" -> cards(json);
      case "poll" -> choice(json);
      default -> null;
    };
  }

  private static @Nullable MessageDetails place(JsonNode json) {
    if (!json.path("latitude").isNumber() || !json.path("longitude").isNumber()) {
      return null;
    }
    return new MessageDetails.Place(
        json.path("latitude").asDouble(),
        json.path("longitude").asDouble(),
        text(json, "name"),
        text(json, "address"));
  }

  private static @Nullable MessageDetails cards(JsonNode json) {
    List<MessageDetails.Card> cards =
        elements(json.path("cards"))
            .map(card ->
                new MessageDetails.Card(
                    card.path("name").asText(""), phone(card.path("vcard").asText(""))))
            .toList();
    return cards.isEmpty() ? null : new MessageDetails.Cards(cards);
  }

  private static @Nullable String phone(String vcard) {
    Matcher whatsApp = WHATSAPP_NUMBER.matcher(vcard);
    if (whatsApp.find()) {
      return whatsApp.group(1);
    }
    Matcher telephone = TELEPHONE.matcher(vcard);
    String digits = telephone.find() ? telephone.group(1).replaceAll("[^0-9]", "") : "";
    return digits.isEmpty() ? null : digits;
  }

  private static @Nullable MessageDetails choice(JsonNode json) {
    List<String> options = elements(json.path("options")).map(JsonNode::asText).toList();
    return options.isEmpty()
        ? null
        : new MessageDetails.Choice(options, json.path("multiple").asBoolean());
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static @Nullable String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isTextual() && !value.asText().isEmpty() ? value.asText() : null;
  }
}
