package org.openwa.cluster.jdbc;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.coordination.lease.LeaseException;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.javadsl.Lease;
import org.jspecify.annotations.Nullable;

/**
 * The arbiter of the split brain resolver: of nodes that lost sight of each other, the side that
 * gets this lease goes on. Made by Pekko, from the name of this class in its configuration.
 *
 * <p>An owner may have died just now, so a lease that another has is no answer yet: it is refused
 * once it was seen to be renewed, and taken once it ran out. Its clock is the database's; what this
 * node believes to hold is counted from before it asked.
 */
public final class DatabaseLease extends Lease {

  private static final long RETRY_MILLIS = 300;

  private final LeaseSettings settings;
  private final DatabaseLeaseSettings own;
  private final LeaseRow row;

  /** Everything happens on it, one thing after the other. */
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cluster-lease").factory());

  private volatile boolean held;
  private volatile long heldUntil;

  private Consumer<Optional<Throwable>> onLost = _ -> {};

  /** An acquisition that has no answer yet. */
  private record Attempt(CompletableFuture<Boolean> answer, long deadline) {}

  public DatabaseLease(LeaseSettings settings, ExtendedActorSystem system) {
    this.settings = settings;
    this.own = DatabaseLeaseSettings.of(settings);
    this.row = new LeaseRow(own);
    system.getWhenTerminated().thenRun(thread::shutdownNow);
  }

  @Override
  public LeaseSettings getSettings() {
    return settings;
  }

  @Override
  public CompletionStage<Boolean> acquire() {
    return acquire(_ -> {});
  }

  @Override
  public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> leaseLostCallback) {
    Attempt attempt =
        new Attempt(new CompletableFuture<>(), System.nanoTime() + own.patience().toNanos());
    thread.execute(() -> {
      onLost = leaseLostCallback;
      tryTo(attempt, null);
    });
    return attempt.answer();
  }

  private void tryTo(Attempt attempt, @Nullable OffsetDateTime seen) {
    long asked = System.nanoTime();
    OffsetDateTime othersUntil = null;
    try {
      Optional<OffsetDateTime> others = row.take();
      if (others.isEmpty()) {
        hold(asked);
        attempt.answer().complete(true);
        return;
      }
      othersUntil = others.get();
      if (seen != null && othersUntil.isAfter(seen)) {
        attempt.answer().complete(false);
        return;
      }
    } catch (RuntimeException e) {
      if (asked - attempt.deadline() > 0) {
        attempt.answer().completeExceptionally(new LeaseException(e.toString()));
        return;
      }
    }
    if (asked - attempt.deadline() > 0) {
      attempt.answer().complete(false);
    } else {
      OffsetDateTime newest = othersUntil == null ? seen : othersUntil;
      schedule(() -> tryTo(attempt, newest), RETRY_MILLIS);
    }
  }

  private void hold(long asked) {
    boolean renewing = held;
    held = true;
    heldUntil = asked + own.lifetime().toNanos();
    if (!renewing) {
      schedule(this::renew, own.renewal().toMillis());
    }
  }

  private void renew() {
    if (!held) {
      return;
    }
    long asked = System.nanoTime();
    try {
      if (row.take().isPresent()) {
        lose(Optional.empty());
        return;
      }
      heldUntil = asked + own.lifetime().toNanos();
    } catch (RuntimeException e) {
      if (!checkLease()) {
        lose(Optional.of(e));
        return;
      }
    }
    schedule(this::renew, own.renewal().toMillis());
  }

  private void lose(Optional<Throwable> cause) {
    held = false;
    onLost.accept(cause);
  }

  private void schedule(Runnable work, long millis) {
    if (!thread.isShutdown()) {
      var _ = thread.schedule(work, millis, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public CompletionStage<Boolean> release() {
    return CompletableFuture.supplyAsync(
        () -> {
          held = false;
          row.release();
          return true;
        },
        thread);
  }

  @Override
  public boolean checkLease() {
    return held && heldUntil - System.nanoTime() > 0;
  }
}
