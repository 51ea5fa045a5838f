package org.openwa.bench;

import java.util.List;

/** One subcommand of {@code scripts/bench}. */
@FunctionalInterface
interface Benchmark {

  /**
   * Runs it and prints its figures.
   *
   * @param arguments what follows the subcommand
   */
  void run(List<String> arguments) throws Exception;
}
