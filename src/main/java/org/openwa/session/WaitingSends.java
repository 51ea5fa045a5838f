package org.openwa.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** Sends of a linked session that is not connected at the moment, in their order. */
final class WaitingSends {

  /** More than this are refused at once: they could not be served in time anyway. */
  private static final int CAPACITY = 1_000;

  private record Waiting(SessionCommand.Send send, Instant deadline) {}

  private final Duration patience;
  private final Queue<Waiting> waiting = new ArrayDeque<>();

  WaitingSends(Duration patience) {
    this.patience = patience;
  }

  /** False where too many wait already. */
  boolean add(SessionCommand.Send send, Instant now) {
    return waiting.size() < CAPACITY && waiting.add(new Waiting(send, now.plus(patience)));
  }

  /** Hands over those that have waited too long. */
  void expire(Instant now, Consumer<SessionCommand.Send> refuse) {
    while (!waiting.isEmpty() && !waiting.element().deadline().isAfter(now)) {
      refuse.accept(waiting.remove().send());
    }
  }

  /** Hands over all. */
  void drain(Consumer<SessionCommand.Send> each) {
    while (!waiting.isEmpty()) {
      each.accept(waiting.remove().send());
    }
  }
}
