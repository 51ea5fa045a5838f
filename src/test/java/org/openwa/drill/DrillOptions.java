package org.openwa.drill;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param folder of everything that the drill writes
 * @param program the launcher that nodes are started with
 * @param postgres the folder of PostgreSQL's programs
 * @param only names of faults; empty: all
 * @param repeat how often each is done beyond its own rounds
 */
record DrillOptions(
    Path folder,
    Path program,
    Path postgres,
    long seed,
    int nodes,
    int sessions,
    List<String> only,
    Optional<Integer> repeat) {

  Path vaultKey() {
    return folder.resolve("vault-key");
  }

  /**
   * Reads the arguments that {@code scripts/drill} checked.
   *
   * @throws IllegalArgumentException for the operator
   */
  static DrillOptions parse(String[] arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      given.put(arguments[i], arguments[i + 1]);
    }
    List<String> only =
        given.containsKey("--only") ? List.of(given.get("--only").split(",")) : List.of();
    for (String name : only) {
      if (Fault.ALL.stream().noneMatch(fault -> fault.name().equals(name))) {
        throw new IllegalArgumentException(
            "no such fault: "
                + name
                + "; there are "
                + Fault.ALL.stream().map(Fault::name).toList());
      }
    }
    return new DrillOptions(
        Path.of(given.get("--folder")),
        Path.of(given.get("--program")),
        Path.of(given.get("--postgres")),
        Long.parseLong(given.getOrDefault("--seed", "1")),
        3,
        Integer.parseInt(given.getOrDefault("--sessions", "4")),
        only,
        Optional.ofNullable(given.get("--repeat")).map(Integer::valueOf));
  }
}
