package org.openwa;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.openwa.browser.BrowserHost;
import org.openwa.health.Readiness;
import org.openwa.lease.NodeLeases;

/** What a node does before it leaves, in its order. */
final class Departure {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private Departure() {}

  /**
   * New requests go elsewhere; then sharding has each session close its browser and move; then what
   * is left is closed, and its sessions are anybody's.
   */
  static void arrange(
      ActorSystem<?> system,
      ActorRef<BrowserHost.Command> host,
      NodeLeases leases,
      Readiness readiness) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
        "not-ready",
        () -> {
          readiness.leave();
          return CompletableFuture.completedStage(Done.done());
        });
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
        "close-browsers",
        () ->
            AskPattern.ask(host, BrowserHost.CloseAll::new, CLOSE_TIMEOUT, system.scheduler())
                .thenCompose(_ -> leases.releaseAll())
                .thenApply(_ -> Done.done()));
  }
}
