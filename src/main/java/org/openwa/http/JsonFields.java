package org.openwa.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The fields of a JSON object, read strictly: no type is bent into another. Whatever is wrong is
 * collected, so that {@link #finish} can say all of it at once; what was never asked for is
 * unknown, and wrong too. A value that was wrong or null reads as empty.
 */
final class JsonFields {

  private final String prefix;
  private final JsonNode node;
  private final List<FieldError> errors;
  private final Set<String> known = new HashSet<>();
  private final List<JsonFields> children = new ArrayList<>();

  private JsonFields(String prefix, JsonNode node, List<FieldError> errors) {
    this.prefix = prefix;
    this.node = node;
    this.errors = errors;
  }

  /**
   * @throws ProblemException where the value is no object
   */
  static JsonFields of(JsonNode root) {
    if (!root.isObject()) {
      throw Problem.malformedJson("It must be a JSON object.").exception();
    }
    return new JsonFields("", root, new ArrayList<>());
  }

  /** The fields of no body. */
  static JsonFields none() {
    return of(JsonNodeFactory.instance.objectNode());
  }

  boolean has(String name) {
    known.add(name);
    return node.has(name);
  }

  boolean isNull(String name) {
    known.add(name);
    return node.path(name).isNull();
  }

  /** A text of so many characters; empty where there is none. */
  Optional<String> text(String name, int min, int max) {
    Optional<String> text =
        value(name).filter(value -> isText(name, value)).map(JsonNode::textValue);
    return text.filter(found -> hasLength(name, found, min, max));
  }

  Optional<String> requiredText(String name, int min, int max) {
    require(name);
    return text(name, min, max);
  }

  /** A text that means something, for example an id. */
  <T> Optional<T> parsed(String name, Function<String, Optional<T>> parse, String expected) {
    Optional<String> text =
        value(name).filter(value -> isText(name, value)).map(JsonNode::textValue);
    Optional<T> parsed = text.flatMap(parse);
    if (text.isPresent() && parsed.isEmpty()) {
      wrong(name, "must be " + expected);
    }
    return parsed;
  }

  <T> Optional<T> requiredParsed(
      String name, Function<String, Optional<T>> parse, String expected) {
    require(name);
    return parsed(name, parse, expected);
  }

  Optional<Boolean> flag(String name) {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      wrong(name, "must be true or false");
      return Optional.empty();
    }
    return value.map(JsonNode::booleanValue);
  }

  /** A number in a range, the ends included; empty where there is none. */
  Optional<Double> number(String name, double min, double max) {
    Optional<JsonNode> value = value(name);
    Optional<Double> number =
        value
            .filter(JsonNode::isNumber)
            .map(JsonNode::doubleValue)
            .filter(found -> found >= min && found <= max);
    if (value.isPresent() && number.isEmpty()) {
      wrong(name, "must be a number from " + min + " to " + max);
    }
    return number;
  }

  /** A list of texts that mean something, each once; empty where there is none. */
  <T> Optional<Set<T>> parsedList(
      String name, int max, Function<String, Optional<T>> parse, String expected) {
    if (value(name).isEmpty()) {
      return Optional.empty();
    }
    Set<T> found = new LinkedHashSet<>();
    for (JsonNode item : list(name, max)) {
      Optional<T> parsed = item.isTextual() ? parse.apply(item.textValue()) : Optional.empty();
      if (parsed.isEmpty()) {
        wrong(name, "must hold only " + expected);
        return Optional.empty();
      }
      found.add(parsed.get());
    }
    return Optional.of(found);
  }

  /**
   * An object whose values are texts or null, whose names differ in more than capitals; empty where
   * there is none. A value that is null is empty too.
   */
  Optional<Map<String, Optional<String>>> textsOrNull(
      String name, int max, BiPredicate<String, String> good, String expected) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Optional<String>> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    boolean allGood = value.get().isObject() && value.get().size() <= max;
    for (Map.Entry<String, JsonNode> each : value.get().properties()) {
      Optional<String> text = Optional.ofNullable(each.getValue().textValue());
      allGood &= each.getValue().isNull() || text.isPresent();
      allGood &= good.test(each.getKey(), text.orElse(""));
      allGood &= found.put(each.getKey(), text) == null;
    }
    if (!allGood) {
      wrong(name, "must be an object of " + expected);
      return Optional.empty();
    }
    return Optional.of(found);
  }

  /** A list of whole numbers, in its order; empty where there is none. */
  Optional<List<Integer>> numbers(String name, int maxSize, int min, int max) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> found =
        value
            .get()
            .valueStream()
            .filter(each -> each.isIntegralNumber() && each.canConvertToInt())
            .map(JsonNode::intValue)
            .filter(number -> number >= min && number <= max)
            .toList();
    if (!value.get().isArray()
        || value.get().size() > maxSize
        || found.size() < value.get().size()) {
      wrong(name, "must be at most " + maxSize + " numbers from " + min + " to " + max);
      return Optional.empty();
    }
    return Optional.of(found);
  }

  Optional<JsonFields> object(String name) {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isObject()) {
      wrong(name, "must be an object");
      return Optional.empty();
    }
    Optional<JsonFields> child =
        value.map(found -> new JsonFields(prefix + name + ".", found, errors));
    child.ifPresent(children::add);
    return child;
  }

  /** A list of objects; empty where there is none. */
  List<JsonFields> objects(String name, int max) {
    List<JsonFields> found = new ArrayList<>();
    for (JsonNode item : list(name, max)) {
      if (item.isObject()) {
        found.add(new JsonFields(prefix + name + "[" + found.size() + "].", item, errors));
      } else {
        wrong(name, "must hold only objects");
        return List.of();
      }
    }
    children.addAll(found);
    return found;
  }

  /** A list of texts, as they come; empty where there is none. */
  List<String> textList(String name, int max) {
    List<String> found = new ArrayList<>();
    for (JsonNode item : list(name, max)) {
      if (!item.isTextual() || !Texts.isClean(item.textValue())) {
        wrong(name, "must hold only strings");
        return List.of();
      }
      found.add(item.textValue());
    }
    return found;
  }

  private List<JsonNode> list(String name, int max) {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && (!value.get().isArray() || value.get().size() > max)) {
      wrong(name, "must be a list of at most " + max);
      return List.of();
    }
    return value.map(JsonNode::valueStream).map(Stream::toList).orElse(List.of());
  }

  /** A whole number in a range; empty where there is none. */
  Optional<Integer> wholeNumber(String name, int min, int max) {
    Optional<Double> number = number(name, min, max);
    if (number.isPresent() && number.get() % 1 != 0) {
      wrong(name, "must be a whole number");
    }
    return number.map(Double::intValue);
  }

  /** Differs where the JSON does, but for white space. */
  String fingerprint() {
    return Json.fingerprint(node);
  }

  /**
   * Says all that was wrong.
   *
   * @throws ProblemException where anything was
   */
  void finish() {
    refuseUnknown();
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors).exception();
    }
  }

  private void refuseUnknown() {
    for (String name : node.properties().stream().map(Map.Entry::getKey).toList()) {
      if (!known.contains(name)) {
        wrong(Texts.shown(name), "is not a field that we know");
      }
    }
    children.forEach(JsonFields::refuseUnknown);
  }

  private Optional<JsonNode> value(String name) {
    known.add(name);
    return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
  }

  private void require(String name) {
    if (value(name).isEmpty()) {
      wrong(name, "is required");
    }
  }

  private boolean isText(String name, JsonNode value) {
    if (!value.isTextual()) {
      wrong(name, "must be a string");
      return false;
    }
    if (!Texts.isClean(value.textValue())) {
      wrong(name, "must not have a NUL or half a surrogate pair in it");
      return false;
    }
    return true;
  }

  private boolean hasLength(String name, String text, int min, int max) {
    int length = text.codePointCount(0, text.length());
    if (length >= min && length <= max) {
      return true;
    }
    wrong(name, "must have " + min + " to " + max + " characters");
    return false;
  }

  /** Says that a field is wrong for a reason that only the caller knows. */
  void wrong(String name, String message) {
    errors.add(new FieldError(prefix + name, message));
  }
}
