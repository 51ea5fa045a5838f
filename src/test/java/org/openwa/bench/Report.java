package org.openwa.bench;

import java.util.ArrayList;
import java.util.List;

/** What was measured, printed as it comes, and which gates were missed. */
final class Report {

  private final List<String> missed = new ArrayList<>();

  @SuppressWarnings("AnnotateFormatMethod") // Callers hand in their own formats.
  void line(String format, Object... values) {
    System.out.printf(format + "%n", values);
  }

  /** Remembers a gate that was not reached. */
  void gate(boolean reached, String what) {
    if (!reached) {
      missed.add(what);
    }
  }

  List<String> missed() {
    return List.copyOf(missed);
  }
}
