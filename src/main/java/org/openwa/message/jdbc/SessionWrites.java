package org.openwa.message.jdbc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.openwa.database.Database;
import org.openwa.event.Event;
import org.openwa.event.OutboxListener;
import org.openwa.event.jdbc.EventLog;
import org.openwa.lease.jdbc.EpochFence;
import org.openwa.model.SessionId;

/**
 * Writes of sessions, fenced by their epoch, with the events that they mean.
 *
 * <p>Those of one session go one transaction after the other, since they wait for the same rows
 * anyway and would keep connections while they do. What comes meanwhile goes together in the next
 * one: the busier a session, the fewer commits for each write. Each is answered after the commit.
 */
final class SessionWrites {

  /** What a write answers, and what happened. */
  record Written<T>(T answer, List<Event> told) {}

  /** One write, within a transaction that may hold others. */
  @FunctionalInterface
  interface Write<T> {
    Written<T> with(Handle handle);
  }

  private record Owner(SessionId session, long epoch) {}

  private record Pending<T>(Write<T> write, CompletableFuture<T> answer) {

    /** Answers once the transaction is committed. */
    Done run(Handle handle) {
      Written<T> written = write.with(handle);
      return new Done(() -> answer.complete(written.answer()), written.told());
    }
  }

  private record Done(Runnable answer, List<Event> told) {}

  private record Committed(List<Done> done, Set<String> waiting) {}

  private static final int MOST = 64;

  private final Database database;
  private final EventLog events;
  private final OutboxListener outbox;

  /** The writes that wait, of owners of which a transaction is under way. */
  private final Map<Owner, Deque<Pending<?>>> busy = new HashMap<>();

  SessionWrites(Database database, EventLog events, OutboxListener outbox) {
    this.database = database;
    this.events = events;
    this.outbox = outbox;
  }

  <T> CompletionStage<T> write(SessionId session, long epoch, Write<T> write) {
    Owner owner = new Owner(session, epoch);
    Pending<T> pending = new Pending<>(write, new CompletableFuture<>());
    boolean isFirst;
    synchronized (busy) {
      isFirst = !busy.containsKey(owner);
      busy.computeIfAbsent(owner, _ -> new ArrayDeque<>()).add(pending);
    }
    if (isFirst) {
      next(owner);
    }
    return pending.answer();
  }

  /** Takes what waits now; an owner without any is free. */
  private List<Pending<?>> take(Owner owner) {
    synchronized (busy) {
      Deque<Pending<?>> waiting = busy.getOrDefault(owner, new ArrayDeque<>());
      List<Pending<?>> taken = new ArrayList<>();
      while (!waiting.isEmpty() && taken.size() < MOST) {
        taken.add(waiting.remove());
      }
      if (taken.isEmpty()) {
        busy.remove(owner);
      }
      return taken;
    }
  }

  private void next(Owner owner) {
    List<Pending<?>> taken = take(owner);
    if (!taken.isEmpty()) {
      run(owner, taken).thenRun(() -> next(owner));
    }
  }

  /** Never fails; where several fail together, each is tried by itself, so that one fails none. */
  private CompletionStage<Void> run(Owner owner, List<Pending<?>> taken) {
    return commit(owner, taken)
        .handle((committed, failure) -> {
          if (committed != null) {
            outbox.deliveriesWait(committed.waiting());
            committed.done().forEach(done -> done.answer().run());
            return CompletableFuture.<Void>completedStage(null);
          }
          return failed(owner, taken, failure);
        })
        .thenCompose(ended -> ended);
  }

  private CompletionStage<Void> failed(
      Owner owner, List<Pending<?>> taken, @Nullable Throwable failure) {
    if (taken.size() == 1) {
      taken.getFirst().answer().completeExceptionally(failure);
      return CompletableFuture.completedStage(null);
    }
    CompletionStage<Void> each = CompletableFuture.completedStage(null);
    for (Pending<?> pending : taken) {
      each = each.thenCompose(_ -> run(owner, List.of(pending)));
    }
    return each;
  }

  private CompletionStage<Committed> commit(Owner owner, List<Pending<?>> taken) {
    try {
      return database.inTransaction(handle -> commit(handle, owner, taken));
    } catch (RejectedExecutionException e) {
      // The node stops: nobody is to wait for ever.
      return CompletableFuture.failedStage(e);
    }
  }

  private Committed commit(Handle handle, Owner owner, List<Pending<?>> taken) {
    EpochFence.require(handle, owner.session(), owner.epoch());
    List<Done> done = new ArrayList<>();
    List<Event> told = new ArrayList<>();
    for (Pending<?> pending : taken) {
      Done each = pending.run(handle);
      done.add(each);
      told.addAll(each.told());
    }
    return new Committed(done, events.append(handle, owner.session(), told));
  }
}
