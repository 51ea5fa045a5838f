package org.openwa.health;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether this node takes requests: not while it starts, not once it leaves. The database does not
 * matter here, because no other node has another one.
 *
 * <pre>
 *   STARTING --begin--> READY
 *   any      --leave--> LEAVING
 * </pre>
 */
public final class Readiness {

  /** The phases of a node. */
  public enum Phase {
    STARTING("the node is starting"),
    READY("the node takes requests"),
    LEAVING("the node is handing over and takes nothing new");

    private final String reason;

    Phase(String reason) {
      this.reason = reason;
    }
  }

  /** The answer to the question. */
  public record Ready(HealthStatus status, String reason) {}

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);

  /** Everything is up. Too late where the node leaves already. */
  public void begin() {
    phase.compareAndSet(Phase.STARTING, Phase.READY);
  }

  public void leave() {
    phase.set(Phase.LEAVING);
  }

  public boolean isReady() {
    return phase.get() == Phase.READY;
  }

  public Ready answer() {
    Phase now = phase.get();
    return new Ready(now == Phase.READY ? HealthStatus.OK : HealthStatus.DOWN, now.reason);
  }
}
