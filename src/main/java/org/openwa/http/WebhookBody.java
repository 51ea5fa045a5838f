package org.openwa.http;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openwa.egress.AddressGuard;
import org.openwa.event.DeliveryOrder;
import org.openwa.event.EventKind;
import org.openwa.event.Filters;
import org.openwa.event.Subscription;
import org.openwa.model.ChatId;
import org.openwa.webhook.DeliverySchedule;
import org.openwa.webhook.FailureStreak;
import org.openwa.webhook.Webhook;

/**
 * What callers write about a webhook: a JSON merge patch (RFC 7396). What they do not name stays,
 * null is the default, and objects are merged member by member.
 */
final class WebhookBody {

  static final String MASK = "********";

  static final Set<String> DEFAULT_EVENTS = Set.of(EventKind.MESSAGE_RECEIVED.word());

  private static final int MAX_LIST = 100;
  private static final int MAX_HEADERS = 50;
  private static final int MAX_WAITS = 20;
  private static final int MAX_WAIT_SECONDS = 86_400;
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t]{0,1000}");
  private static final Pattern SECRET = Pattern.compile("[!-~]{16,255}");
  private static final String STANDARD_SECRET = "whsec_";

  /** Ours, or the protocol's. */
  private static final Pattern RESERVED =
      Pattern.compile(
          "host|content-.*|connection|keep-alive|transfer-encoding|upgrade|expect|te|trailer"
              + "|proxy-.*|user-agent|webhook-.*|x-openwa-.*");

  private final JsonFields body;

  private WebhookBody(JsonFields body) {
    this.body = body;
  }

  /** The secret that a customer chose; only when a webhook is made. */
  static Optional<String> secret(JsonFields body) {
    return body.parsed(
        "secret",
        text -> Optional.of(text).filter(WebhookBody::isSecret),
        "16 to 255 visible ASCII characters, and behind whsec_ base64 of 24 to 64 bytes");
  }

  /**
   * Reads all that may be changed.
   *
   * @return the change, but for its time
   * @throws ProblemException where anything is wrong
   */
  static Function<Webhook, Webhook> read(JsonFields body, boolean needsUrl, AddressGuard guard) {
    return new WebhookBody(body).read(needsUrl, guard);
  }

  private Function<Webhook, Webhook> read(boolean needsUrl, AddressGuard guard) {
    Optional<URI> url =
        needsUrl || body.isNull("url")
            ? body.requiredParsed("url", text -> TargetUrl.parse(text, guard), TargetUrl.EXPECTED)
            : body.parsed("url", text -> TargetUrl.parse(text, guard), TargetUrl.EXPECTED);
    Function<Set<String>, Set<String>> events = member("events", DEFAULT_EVENTS, this::events);
    Function<DeliveryOrder, DeliveryOrder> order =
        member(
            "order",
            DeliveryOrder.CHAT,
            name -> body.parsed(name, WebhookBody::parseOrder, "chat, none or strict"));
    Function<Boolean, Boolean> enabled = member("enabled", true, body::flag);
    Function<Optional<DeliverySchedule>, Optional<DeliverySchedule>> retry =
        member("retry", Optional.empty(), this::retry);
    Function<Map<String, String>, Map<String, String>> headers = headers();
    Function<Filters, Filters> filters = filters();
    boolean says = body.has("enabled");
    body.finish();
    return webhook -> {
      URI target = url.orElse(webhook.url());
      boolean on = enabled.apply(webhook.enabled());
      boolean anew = (on && !webhook.enabled()) || !target.equals(webhook.url());
      return new Webhook(
          webhook.id(),
          webhook.session(),
          target,
          events.apply(webhook.events()),
          filters.apply(webhook.filters()),
          headers.apply(webhook.headers()),
          webhook.secrets(),
          on,
          says ? null : webhook.disabledReason(),
          order.apply(webhook.order()),
          retry.apply(webhook.retry()),
          anew ? FailureStreak.NONE : webhook.failing(),
          webhook.createdAt(),
          webhook.updatedAt());
    };
  }

  /** What becomes of a member: it stays, is the default again, or is what was read. */
  private <T> Function<T, T> member(String name, T otherwise, Function<String, Optional<T>> read) {
    if (!body.has(name)) {
      return present -> present;
    }
    T value = body.isNull(name) ? otherwise : read.apply(name).orElse(otherwise);
    return _ -> value;
  }

  private Optional<Set<String>> events(String name) {
    return body.parsedList(
        name, EventKind.values().length + 1, WebhookBody::parseEvent, "known events");
  }

  private Function<Map<String, String>, Map<String, String>> headers() {
    if (!body.has("headers") || body.isNull("headers")) {
      boolean none = body.has("headers");
      return present -> none ? Map.of() : present;
    }
    Map<String, Optional<String>> wanted =
        body.textsOrNull(
                "headers",
                MAX_HEADERS,
                WebhookBody::isHeader,
                "at most "
                    + MAX_HEADERS
                    + " header names, each once and none reserved, with their values")
            .orElse(Map.of());
    return present -> {
      Map<String, String> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      merged.putAll(present);
      wanted.forEach((name, value) -> {
        merged.remove(name);
        value.ifPresent(text -> merged.put(name, text));
      });
      if (merged.size() > MAX_HEADERS) {
        throw Problem.invalid(
                List.of(new FieldError("headers", "must not be more than " + MAX_HEADERS)))
            .exception();
      }
      return merged;
    };
  }

  private Function<Filters, Filters> filters() {
    if (!body.has("filters") || body.isNull("filters")) {
      boolean none = body.has("filters");
      return present -> none ? Filters.NONE : present;
    }
    return body.object("filters").map(WebhookBody::filters).orElse(present -> present);
  }

  private static Function<Filters, Filters> filters(JsonFields fields) {
    WebhookBody members = new WebhookBody(fields);
    Function<Set<String>, Set<String>> chats =
        members.member(
            "chats",
            Set.of(),
            name ->
                fields.parsedList(
                    name, MAX_LIST, text -> ChatId.parse(text).map(ChatId::value), "chat ids"));
    Function<Set<String>, Set<String>> types =
        members.member(
            "types",
            Set.of(),
            name -> fields.parsedList(name, MAX_LIST, WebhookBody::parseType, "types of messages"));
    Function<Optional<Boolean>, Optional<Boolean>> fromMe =
        members.member("fromMe", Optional.empty(), name -> Optional.of(fields.flag(name)));
    Function<Optional<Boolean>, Optional<Boolean>> group =
        members.member("group", Optional.empty(), name -> Optional.of(fields.flag(name)));
    return present ->
        new Filters(
            chats.apply(present.chats()),
            types.apply(present.types()),
            orNull(fromMe.apply(Optional.ofNullable(present.fromMe()))),
            orNull(group.apply(Optional.ofNullable(present.group()))));
  }

  private static @Nullable Boolean orNull(Optional<Boolean> flag) {
    return flag.isPresent() ? flag.get() : null;
  }

  /** The outer one is empty where there was no object. */
  private Optional<Optional<DeliverySchedule>> retry(String name) {
    Optional<JsonFields> fields = body.object(name);
    return fields.isPresent() ? Optional.of(schedule(fields.get())) : Optional.empty();
  }

  private static Optional<DeliverySchedule> schedule(JsonFields fields) {
    return fields
        .numbers("waits", MAX_WAITS, 1, MAX_WAIT_SECONDS)
        .map(seconds -> new DeliverySchedule(seconds.stream().map(Duration::ofSeconds).toList()));
  }

  private static Optional<String> parseType(String word) {
    return Optional.of(word).filter(text -> text.matches("[a-z_]{1,40}"));
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

  /** What we show instead of a value must not become one. */
  private static boolean isHeader(String name, String value) {
    return HEADER_NAME.matcher(name).matches()
        && HEADER_VALUE.matcher(value).matches()
        && !value.equals(MASK)
        && !RESERVED.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  private static boolean isSecret(String text) {
    if (!SECRET.matcher(text).matches() || !text.startsWith(STANDARD_SECRET)) {
      return SECRET.matcher(text).matches();
    }
    try {
      int bytes = Base64.getDecoder().decode(text.substring(STANDARD_SECRET.length())).length;
      return bytes >= 24 && bytes <= 64;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
