package org.openwa.lease;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.openwa.model.SessionId;

/**
 * The leases of this node, for its sessions.
 *
 * @param keeper the only one that changes {@code held}
 */
public record NodeLeases(ActorRef<LeaseKeeper.Received> keeper, HeldLeases held) implements Leases {

  @Override
  public CompletionStage<Grant> acquire(SessionId session) {
    CompletableFuture<Grant> answer = new CompletableFuture<>();
    keeper.tell(new LeaseKeeper.Acquire(session, answer));
    return answer;
  }

  @Override
  public CompletionStage<Void> release(SessionId session, long epoch) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    keeper.tell(new LeaseKeeper.Release(session, epoch, answer));
    return answer;
  }

  /** Gives everything back, at the end of a node whose browsers are gone. */
  public CompletionStage<Void> releaseAll() {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    keeper.tell(new LeaseKeeper.ReleaseAll(answer));
    return answer;
  }

  @Override
  public Standing standing(SessionId session, long epoch) {
    return held.standing(session, epoch);
  }
}
