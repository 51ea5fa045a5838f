package org.openwa.deployment;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of what Prometheus reads.
 *
 * @param labels as they are written, without brackets
 */
record Sample(String name, String labels, String value) {

  private static final Pattern LINE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? (\\S+)");

  static List<Sample> read(String text) {
    return text.lines().flatMap(line -> of(line).stream()).toList();
  }

  private static Optional<Sample> of(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Sample(
                matcher.group(1),
                Optional.ofNullable(matcher.group(2)).orElse(""),
                matcher.group(3)))
        : Optional.empty();
  }

  /** Without what a histogram adds to its name. */
  String family() {
    return name.replaceAll("_(bucket|count|sum)$", "");
  }

  Sample with(String newValue) {
    return new Sample(name, labels, newValue);
  }

  Sample relabelled(String from, String to) {
    return new Sample(name, labels.replace(from, to), value);
  }

  /** As Prometheus stores it after a scrape. */
  String series(String instance) {
    String own = labels.isEmpty() ? "" : labels + ",";
    return name + "{" + own + "job=\"openwa\",instance=\"" + instance + "\"}";
  }
}
