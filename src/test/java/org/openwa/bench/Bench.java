package org.openwa.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code scripts/bench SUBCOMMAND}: add yours to the map, and its line to the script's usage. */
final class Bench {

  private static final Map<String, Benchmark> ALL =
      new TreeMap<>(
          Map.of(
              "sink", Sink::run,
              "webhooks", WebhookBench::run));

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    Benchmark benchmark = arguments.length == 0 ? null : ALL.get(arguments[0]);
    if (benchmark == null) {
      System.err.println("bench: one of " + String.join(", ", ALL.keySet()));
      System.exit(2);
      return;
    }
    benchmark.run(List.of(arguments).subList(1, arguments.length));
    System.exit(0);
  }
}
