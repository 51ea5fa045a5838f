package org.openwa.memory;

import java.util.List;
import java.util.Locale;

/** What a process of a browser is for. */
public enum ProcessRole {
  /** The guard, and chromedriver. */
  DRIVER,
  /** Chromium itself. */
  BROWSER,
  /** Where the others are forked from. */
  ZYGOTE,
  GPU,
  /** A page. */
  RENDERER,
  /** Network, storage. */
  UTILITY,
  OTHER;

  private static final String TYPE = "--type=";

  /** As the API calls it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As the command line says, which Chromium writes for each process that it starts. */
  static ProcessRole of(List<String> commandLine) {
    String program = commandLine.isEmpty() ? "" : commandLine.getFirst();
    if (!program.contains("chrom") || program.endsWith("chromedriver")) {
      return DRIVER;
    }
    return commandLine.stream()
        .filter(word -> word.startsWith(TYPE))
        .map(word -> word.substring(TYPE.length()))
        .findFirst()
        .map(ProcessRole::ofType)
        .orElse(program.contains("crashpad") ? OTHER : BROWSER);
  }

  private static ProcessRole ofType(String type) {
    return switch (type) {
      case "zygote" -> ZYGOTE;
      case "gpu-process" -> GPU;
      case "renderer" -> RENDERER;
      case "utility" -> UTILITY;
      default -> OTHER;
    };
  }
}
