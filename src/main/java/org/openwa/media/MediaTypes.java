package org.openwa.media;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which types of files are taken: patterns like {@code image/*}, or {@code *} for all. */
public record MediaTypes(List<String> patterns) {

  /** A type without parameters but for {@code codecs}, as WhatsApp knows them. */
  public static final Pattern SYNTAX =
      Pattern.compile(
          "[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}"
              + "(; ?codecs=[a-z0-9.,]{1,32})?");

  private static final Pattern PATTERN =
      Pattern.compile("\\*|[a-z0-9!#$&^_.+-]+/(\\*|[a-z0-9!#$&^_.+-]+)");

  /**
   * @throws IllegalArgumentException where one is no pattern
   */
  public MediaTypes {
    patterns = List.copyOf(patterns);
    for (String pattern : patterns) {
      if (!PATTERN.matcher(pattern).matches()) {
        throw new IllegalArgumentException("not a type of files: " + pattern);
      }
    }
  }

  /** Reads patterns with commas between them. */
  public static MediaTypes parse(String text) {
    return new MediaTypes(
        Stream.of(text.split(",", -1))
            .map(word -> word.strip().toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .toList());
  }

  public boolean permit(String mimetype) {
    String type = mimetype.split(";", 2)[0];
    return patterns.stream()
        .anyMatch(pattern ->
            pattern.equals("*")
                || pattern.equals(type)
                || (pattern.endsWith("/*")
                    && type.startsWith(pattern.substring(0, pattern.length() - 1))));
  }
}
