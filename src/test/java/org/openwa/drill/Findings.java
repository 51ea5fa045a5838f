package org.openwa.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the drill found, each thing once, and the gaps that it measured. */
final class Findings {

  private final Map<String, List<Long>> gaps = new LinkedHashMap<>();
  private final Map<String, Integer> rounds = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  void struck(String fault, List<Long> measured) {
    gaps.computeIfAbsent(fault, _ -> new ArrayList<>()).addAll(measured);
    rounds.merge(fault, 1, Integer::sum);
  }

  void problem(String fault, String what) {
    if (known.add(what)) {
      System.out.println("  PROBLEM in " + fault + ": " + what);
    }
  }

  void problems(String fault, String what, List<String> each) {
    each.forEach(one -> problem(fault, what + " " + one));
  }

  int count() {
    return known.size();
  }

  boolean none() {
    return known.isEmpty();
  }

  void print(Duration took) {
    System.out.printf(
        "%n%-18s %6s %6s %8s %8s %8s%n", "fault", "rounds", "gaps", "p50", "p95", "max");
    gaps.forEach((fault, measured) -> {
      if (measured.isEmpty()) {
        System.out.printf("%-18s %6d %6d%n", fault, rounds.get(fault), 0);
      } else {
        System.out.printf(
            "%-18s %6d %6d %6d ms %6d ms %6d ms%n",
            fault,
            rounds.get(fault),
            measured.size(),
            Judge.percentile(measured, 50),
            Judge.percentile(measured, 95),
            Judge.percentile(measured, 100));
      }
    });
    System.out.printf("%nIn %d min %d s. ", took.toMinutes(), took.toSecondsPart());
    System.out.println(known.isEmpty() ? "No problem." : known.size() + " problems, see above.");
  }
}
