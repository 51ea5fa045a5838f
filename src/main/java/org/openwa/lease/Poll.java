package org.openwa.lease;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.japi.function.Function;
import org.jspecify.annotations.Nullable;

/** One question to all keepers. Used by their actor only. */
record Poll(ActorSystem<?> system, Collection<ActorRef<KeeperCommand>> keepers) {

  /** Whoever has not answered by then does not count. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Whether so many give a promise; answers as soon as that is known, and never fails. */
  CompletionStage<Boolean> promised(
      int needed, Function<ActorRef<KeeperCommand.Promise>, KeeperCommand> question) {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    AtomicInteger given = new AtomicInteger();
    AtomicInteger open = new AtomicInteger(keepers.size() + 1);
    Runnable answered =
        () -> {
          if (given.get() >= needed) {
            result.complete(true);
          } else if (open.decrementAndGet() == 0) {
            result.complete(given.get() >= needed);
          }
        };
    for (ActorRef<KeeperCommand> keeper : keepers) {
      AskPattern.ask(keeper, question, PATIENCE, system.scheduler())
          .whenComplete((promise, _) -> {
            if (promise != null && promise.given()) {
              given.incrementAndGet();
            }
            answered.run();
          });
    }
    answered.run();
    return result;
  }

  /** The name that any of them knows for the cluster; null where none answers with one. */
  CompletionStage<@Nullable String> clusterName() {
    CompletableFuture<@Nullable String> result = new CompletableFuture<>();
    AtomicInteger open = new AtomicInteger(keepers.size() + 1);
    for (ActorRef<KeeperCommand> keeper : keepers) {
      AskPattern.ask(keeper, KeeperCommand.WhichCluster::new, PATIENCE, system.scheduler())
          .whenComplete((named, _) -> {
            if (named != null && named.id() != null) {
              result.complete(named.id());
            } else if (open.decrementAndGet() == 0) {
              result.complete(null);
            }
          });
    }
    if (open.decrementAndGet() == 0) {
      result.complete(null);
    }
    return result;
  }
}
