package org.openwa.bench;

import java.util.Arrays;
import java.util.List;

/** {@code scripts/bench NAME [ARGUMENTS]}. */
public final class Bench {

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      System.err.println("which one? scripts/bench --help lists them");
      System.exit(2);
    }
    Options options = Options.of(Arrays.asList(arguments).subList(1, arguments.length));
    Report report =
        switch (arguments[0]) {
          case "pages" -> new PagesBench(options).run();
          case "sends" -> new SendsBench(options).run();
          case "webhooks" -> WebhookBench.run(options);
          case "capacity" -> new CapacityBench(options).run();
          default -> throw new IllegalArgumentException("there is no benchmark " + arguments[0]);
        };
    List<String> missed = report.missed();
    missed.forEach(gate -> System.out.println("MISSED: " + gate));
    System.exit(missed.isEmpty() ? 0 : 1);
  }
}
