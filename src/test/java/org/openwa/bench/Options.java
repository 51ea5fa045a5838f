package org.openwa.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code --name value} pairs. */
record Options(Map<String, String> values) {

  static Options of(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      if (!arguments.get(i).startsWith("--") || i + 1 == arguments.size()) {
        throw new IllegalArgumentException("not --name value: " + arguments.get(i));
      }
      values.put(arguments.get(i).substring(2), arguments.get(i + 1));
    }
    return new Options(values);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Numbers with commas between them. */
  List<Integer> numbers(String name, Integer... otherwise) {
    return text(name)
        .map(list -> Arrays.stream(list.split(",")).map(Integer::valueOf).toList())
        .orElse(List.of(otherwise));
  }

  boolean flag(String name) {
    return text(name).map(Boolean::parseBoolean).orElse(false);
  }

  int number(String name, int otherwise) {
    return text(name).map(Integer::parseInt).orElse(otherwise);
  }
}
