package org.openwa.lease;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The answers to a question that was put to all nodes: told once, as soon as enough agree. */
final class SimulatedPoll {

  private final int needed;
  private @Nullable Consumer<Boolean> then;
  private int given;

  SimulatedPoll(int needed, Consumer<Boolean> then) {
    this.needed = needed;
    this.then = then;
  }

  void add(boolean promise) {
    given += promise ? 1 : 0;
    if (given >= needed) {
      tell(true);
    }
  }

  /** Whoever has not answered by now does not count. */
  void end() {
    tell(given >= needed);
  }

  private void tell(boolean result) {
    Consumer<Boolean> told = then;
    then = null;
    if (told != null) {
      told.accept(result);
    }
  }
}
