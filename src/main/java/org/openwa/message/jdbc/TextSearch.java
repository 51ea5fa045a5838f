package org.openwa.message.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openwa.database.DatabaseSettings.Adapter;

/**
 * The words of a search, all of which must be found, as the one condition that differs from
 * database to database.
 */
record TextSearch(String condition, Map<String, String> values) {

  static TextSearch of(String text, Adapter adapter) {
    List<String> words =
        Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
    return switch (adapter) {
      case POSTGRESQL -> fullText(words);
      case H2 -> like(words);
    };
  }

  /** Each by its beginning, since nothing here knows the endings of a language. */
  private static TextSearch fullText(List<String> words) {
    String query =
        words.stream()
            .map(word -> "'" + word.replace("\\", "\\\\").replace("'", "''") + "':*")
            .collect(Collectors.joining(" & "));
    return new TextSearch("words @@ to_tsquery('simple', :words)", Map.of("words", query));
  }

  private static TextSearch like(List<String> words) {
    String condition =
        IntStream.range(0, words.size())
            .mapToObj(i -> "lower(body) LIKE :word" + i + " ESCAPE '!'")
            .collect(Collectors.joining(" AND "));
    Map<String, String> values =
        IntStream.range(0, words.size())
            .boxed()
            .collect(Collectors.toMap(i -> "word" + i, i -> pattern(words.get(i))));
    return new TextSearch(condition, values);
  }

  private static String pattern(String word) {
    return "%" + word.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
  }
}
