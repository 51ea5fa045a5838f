package org.openwa.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.EventKind;
import org.openwa.event.Filters;
import org.openwa.event.Subscription;
import org.openwa.model.ChatId;

/**
 * What callers write about a webhook. What is empty was not said, or, in a merge patch, stays.
 *
 * @param secret only when it is made
 */
record WebhookBody(
    Optional<URI> url,
    Optional<Set<String>> events,
    Optional<Map<String, String>> headers,
    Optional<Filters> filters,
    Optional<DeliveryOrder> order,
    Optional<Boolean> enabled,
    Optional<String> secret) {

  private static final int MAX_URL = 2048;
  private static final int MAX_LIST = 100;
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t]{0,1000}");
  private static final Pattern SECRET = Pattern.compile("[!-~]{16,255}");

  /** Ours, or the protocol's. */
  private static final Pattern RESERVED =
      Pattern.compile(
          "host|content-.*|connection|transfer-encoding|upgrade|expect|te|trailer|user-agent"
              + "|webhook-.*|x-openwa-.*");

  static WebhookBody create(JsonFields body) {
    Optional<URI> url =
        body.requiredParsed("url", WebhookBody::parseUrl, "an http or https URL without a login");
    Optional<String> secret =
        body.parsed(
            "secret",
            text -> Optional.of(text).filter(s -> SECRET.matcher(s).matches()),
            "16 to 255 visible ASCII characters");
    return finished(body, url, secret);
  }

  static WebhookBody patch(JsonFields body) {
    return finished(
        body,
        body.parsed("url", WebhookBody::parseUrl, "an http or https URL without a login"),
        Optional.empty());
  }

  private static WebhookBody finished(JsonFields body, Optional<URI> url, Optional<String> secret) {
    WebhookBody read =
        new WebhookBody(
            url,
            body.parsedList(
                "events", EventKind.values().length + 1, WebhookBody::parseEvent, "known events"),
            body.texts(
                "headers",
                WebhookBody::isHeader,
                "must be an object of header names and values, none of them reserved"),
            body.object("filters").map(WebhookBody::filters),
            body.parsed("order", WebhookBody::parseOrder, "chat, none or strict"),
            body.flag("enabled"),
            secret);
    body.finish();
    return read;
  }

  private static Filters filters(JsonFields fields) {
    return new Filters(
        fields
            .<String>parsedList(
                "chats", MAX_LIST, text -> ChatId.parse(text).map(ChatId::value), "chat ids")
            .orElse(Set.of()),
        fields.parsedList("types", MAX_LIST, Optional::of, "types of messages").orElse(Set.of()),
        orNull(fields.flag("fromMe")),
        orNull(fields.flag("group")));
  }

  private static @Nullable Boolean orNull(Optional<Boolean> flag) {
    return flag.isPresent() ? flag.get() : null;
  }

  private static Optional<String> parseEvent(String word) {
    return Optional.of(word)
        .filter(known ->
            known.equals(Subscription.ALL)
                || EventKind.of(known).filter(k -> k != EventKind.WEBHOOK_TEST).isPresent());
  }

  private static Optional<DeliveryOrder> parseOrder(String word) {
    return switch (word) {
      case "chat" -> Optional.of(DeliveryOrder.CHAT);
      case "none" -> Optional.of(DeliveryOrder.NONE);
      case "strict" -> Optional.of(DeliveryOrder.STRICT);
      default -> Optional.empty();
    };
  }

  private static boolean isHeader(String name, String value) {
    return HEADER_NAME.matcher(name).matches()
        && HEADER_VALUE.matcher(value).matches()
        && !RESERVED.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  private static Optional<URI> parseUrl(String text) {
    try {
      URI url = new URI(text);
      boolean good =
          text.length() <= MAX_URL
              && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
              && url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawFragment() == null;
      return good ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
