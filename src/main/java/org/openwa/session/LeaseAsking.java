package org.openwa.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;
import org.openwa.lease.Grant;
import org.openwa.lease.Leases;
import org.openwa.model.SessionId;

/**
 * The lease of a session while it is asked for, before its browser. What is granted when nobody
 * waits for it any more is given back. Used by its entity only.
 */
final class LeaseAsking {

  /** The answer to the question of this number. */
  record Answered(long question, Grant grant) implements SessionEntity.Received {}

  record NotAnswered(long question, String reason) implements SessionEntity.Received {}

  private static final long NONE = 0;

  private final ActorContext<SessionEntity.Received> context;
  private final SessionId session;
  private final Leases leases;
  private CompletionStage<@Nullable Grant> answer = CompletableFuture.completedStage(null);
  private long questions;
  private long open = NONE;

  LeaseAsking(ActorContext<SessionEntity.Received> context, SessionId session, Leases leases) {
    this.context = context;
    this.session = session;
    this.leases = leases;
  }

  /** Asks, also where an earlier question is open, whose answer counts no more. */
  void ask() {
    long question = ++questions;
    open = question;
    CompletionStage<Grant> asked = leases.acquire(session);
    answer = asked.thenApply(grant -> grant);
    context.pipeToSelf(
        asked,
        (grant, _) ->
            grant == null
                ? new NotAnswered(question, "the database is away")
                : new Answered(question, grant));
  }

  boolean isOpen() {
    return open != NONE;
  }

  void giveUp() {
    open = NONE;
  }

  /** The answer, where it is waited for. */
  @Nullable Grant accept(Answered answered) {
    if (answered.question() == open) {
      open = NONE;
      return answered.grant();
    }
    giveBack(answered.grant());
    return null;
  }

  boolean concerns(NotAnswered failed) {
    return failed.question() == open;
  }

  /** The entity ends, and with it whoever would have taken the answer. */
  void onStopped() {
    if (isOpen()) {
      answer.thenAccept(this::giveBack);
    }
  }

  private void giveBack(@Nullable Grant grant) {
    if (grant instanceof Grant.Granted(var epoch)) {
      leases.release(session, epoch);
    }
  }
}
