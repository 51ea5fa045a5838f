package org.openwa.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.IllegalUriException;
import org.openwa.schedule.PlanId;

/**
 * The parameters of a query, read strictly, with the habits of {@link JsonFields}: errors are
 * collected, and a parameter that was never asked for is wrong, as is one that comes twice.
 */
final class QueryFields {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private final Map<String, List<String>> parameters;
  private final Set<String> known = new HashSet<>();
  private final List<FieldError> errors = new ArrayList<>();

  private QueryFields(Map<String, List<String>> parameters) {
    this.parameters = parameters;
  }

  /**
   * @throws ProblemException where the query is no list of parameters
   */
  static QueryFields of(HttpRequest request) {
    try {
      return new QueryFields(request.getUri().query().toMultiMap());
    } catch (IllegalUriException e) {
      throw Problem.badRequest(400, "The query of the URL is malformed.").exception();
    }
  }

  int number(String name, int min, int max, int otherwise) {
    return parsed(
            name,
            text ->
                Optional.of(text)
                    .filter(digits -> NUMBER.matcher(digits).matches())
                    .map(Integer::parseInt)
                    .filter(number -> number >= min && number <= max),
            "a number from " + min + " to " + max)
        .orElse(otherwise);
  }

  /** One of the names of an enum, in capitals as in the answers. */
  <E extends Enum<E>> Optional<E> choice(String name, E[] values) {
    return parsed(
        name,
        text -> Arrays.stream(values).filter(value -> value.name().equals(text)).findFirst(),
        "one of " + Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", ")));
  }

  /** One of the keys of a map. */
  <T> Optional<T> choice(String name, Map<String, T> values) {
    return parsed(
        name,
        text -> Optional.ofNullable(values.get(text)),
        "one of " + values.keySet().stream().sorted().collect(Collectors.joining(", ")));
  }

  /** The last of the page before, where a list of plans goes on. */
  Optional<PlanId> plan(String name) {
    return parsed(
        name,
        text -> Optional.of(text).filter(PlanId.SYNTAX.asMatchPredicate()).map(PlanId::new),
        "a cursor out of a Link header");
  }

  /** A moment with its offset from UTC. */
  Optional<Instant> instant(String name) {
    return parsed(name, QueryFields::parseInstant, "a time like 2026-01-31T12:00:00.000Z");
  }

  <T> Optional<T> parsed(String name, Function<String, Optional<T>> parse, String expected) {
    known.add(name);
    List<String> texts = parameters.getOrDefault(name, List.of());
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> parsed = texts.size() == 1 ? parse.apply(texts.getFirst()) : Optional.empty();
    if (parsed.isEmpty()) {
      wrong(name, "must be " + expected + (texts.size() == 1 ? "" : ", and once"));
    }
    return parsed;
  }

  void wrong(String name, String message) {
    errors.add(new FieldError(name, message));
  }

  /**
   * Says all that was wrong.
   *
   * @throws ProblemException where anything was
   */
  void finish() {
    parameters.keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .forEach(name -> wrong(Texts.shown(name), "is not a parameter that we know"));
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors).exception();
    }
  }

  private static Optional<Instant> parseInstant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant())
          .filter(moment -> !moment.isBefore(FIRST) && !moment.isAfter(LAST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
