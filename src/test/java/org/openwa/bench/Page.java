package org.openwa.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openwa.model.SessionId;

/**
 * What a session's page reports: one report at a time, each with all that came in meanwhile, as a
 * node takes it from a real one.
 */
final class Page {

  private static final int MOST_AT_ONCE = 100;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final DeliveryNode node;
  private final SessionId session;
  private final List<Long> waiting = new ArrayList<>();
  private boolean storing;
  private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

  Page(DeliveryNode node, SessionId session) {
    this.node = node;
    this.session = session;
  }

  /** A message comes in. */
  synchronized void receive(long atMicros) {
    waiting.add(atMicros);
    if (!storing) {
      idle = new CompletableFuture<>();
      store();
    }
  }

  private synchronized void store() {
    storing = !waiting.isEmpty();
    if (!storing) {
      idle.complete(null);
      return;
    }
    List<Long> report = List.copyOf(waiting.subList(0, Math.min(MOST_AT_ONCE, waiting.size())));
    waiting.subList(0, report.size()).clear();
    int first = NUMBERS.getAndAdd(report.size());
    node.append(session, first, report)
        .whenComplete((_, failure) -> {
          if (failure != null) {
            idle.completeExceptionally(failure);
          } else {
            store();
          }
        });
  }

  /** How many are not stored yet. */
  synchronized int backlog() {
    return waiting.size();
  }

  /** Completes when all that came in is stored. */
  synchronized CompletableFuture<Void> whenIdle() {
    return idle;
  }
}
