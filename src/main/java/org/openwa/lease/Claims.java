package org.openwa.lease;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;
import org.openwa.model.SessionId;

/** Gets leases for a node and gives them back. Used by its {@link LeaseKeeper} only. */
final class Claims {

  /** How a claim goes on. */
  sealed interface Event extends LeaseKeeper.Received {}

  /**
   * A claim on its way.
   *
   * @param permittedUntil until when the other nodes let us take what was not renewed; {@link
   *     #NEVER} where they were not asked
   */
  record Attempt(
      SessionId session, long sent, long permittedUntil, CompletableFuture<Grant> answer) {

    boolean isPermitted() {
      return permittedUntil != NEVER;
    }
  }

  private record Answered(Attempt attempt, Claim claim) implements Event {}

  private record Failed(Attempt attempt, Throwable cause) implements Event {}

  private record Permission(Attempt attempt, String node, long asked, boolean given)
      implements Event {}

  private static final long NEVER = Long.MIN_VALUE;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration SOON = Duration.ofMillis(500);

  private final ActorContext<LeaseKeeper.Received> context;
  private final LeaseKeeper.Parts parts;
  private final Electorate electorate;
  private final Supplier<Poll> poll;

  /** Our name may be on their rows, but whether rightly so we cannot know. */
  private final Set<SessionId> doubtful = new HashSet<>();

  private @Nullable String cluster;

  Claims(
      ActorContext<LeaseKeeper.Received> context,
      LeaseKeeper.Parts parts,
      Electorate electorate,
      Supplier<Poll> poll) {
    this.context = context;
    this.parts = parts;
    this.electorate = electorate;
    this.poll = poll;
  }

  void named(String id) {
    cluster = id;
  }

  @Nullable String cluster() {
    return cluster;
  }

  void acquire(LeaseKeeper.Acquire acquire) {
    claim(acquire.session(), NEVER, acquire.answer());
  }

  private void claim(SessionId session, long permittedUntil, CompletableFuture<Grant> answer) {
    String name = cluster;
    if (name == null) {
      answer.complete(new Grant.Refused("this node has not joined its cluster yet", SOON));
      return;
    }
    Attempt attempt = new Attempt(session, parts.held().now(), permittedUntil, answer);
    LeaseTable.Claimant claimant =
        new LeaseTable.Claimant(
            parts.owner(),
            name,
            electorate.hosts(),
            !doubtful.contains(session),
            attempt.isPermitted());
    context.pipeToSelf(
        Limited.within(PATIENCE, parts.table().claim(session, claimant)),
        (claim, failure) ->
            claim == null
                ? new Failed(attempt, failure == null ? new IllegalStateException() : failure)
                : new Answered(attempt, claim));
  }

  void on(Event event) {
    switch (event) {
      case Answered(var attempt, Claim.Taken(var epoch)) -> onTaken(attempt, epoch);
      case Answered(var attempt, Claim.Refused(var reason, var retryAfter)) ->
          attempt.answer().complete(new Grant.Refused(reason, retryAfter));
      case Answered(var attempt, Claim.NeedsPermission(var node)) -> askPermission(attempt, node);
      case Failed(var attempt, var cause) -> {
        // It may have been taken all the same, and later than we were permitted to.
        if (attempt.isPermitted()) {
          doubtful.add(attempt.session());
        }
        attempt.answer().completeExceptionally(cause);
      }
      case Permission(var attempt, _, var asked, var given) when given ->
          claim(attempt.session(), asked + LeaseSettings.PROMISE.toNanos(), attempt.answer());
      case Permission(var attempt, var node, _, _) ->
          attempt
              .answer()
              .complete(
                  new Grant.Refused(
                      "node "
                          + node
                          + " had the session, and too few nodes can tell that it has ended",
                      SOON));
    }
  }

  private void onTaken(Attempt attempt, long epoch) {
    SessionId session = attempt.session();
    if (attempt.isPermitted() && parts.held().now() >= attempt.permittedUntil()) {
      doubtful.add(session);
      attempt.answer().complete(new Grant.Refused("the database answered too late", SOON));
    } else if (parts.held().granted(session, epoch, attempt.sent())) {
      doubtful.remove(session);
      attempt.answer().complete(new Grant.Granted(epoch));
    } else {
      attempt.answer().complete(new Grant.Refused("the database answered too late", SOON));
    }
  }

  private void askPermission(Attempt attempt, String node) {
    long asked = parts.held().now();
    int half = (electorate.size(asked) + 1) / 2;
    context.pipeToSelf(
        poll.get().promised(half, KeeperCommand.PromiseThere::new),
        (given, _) -> new Permission(attempt, node, asked, Boolean.TRUE.equals(given)));
  }

  void release(LeaseKeeper.Release release) {
    give(release.session(), release.epoch(), release.answer());
  }

  void releaseAll(CompletableFuture<Void> answer) {
    var _ =
        CompletableFuture.allOf(
                parts.held().epochs().entrySet().stream()
                    .map(lease -> {
                      CompletableFuture<Void> given = new CompletableFuture<>();
                      give(lease.getKey(), lease.getValue(), given);
                      return given;
                    })
                    .toArray(CompletableFuture<?>[]::new))
            .whenComplete((_, _) -> answer.complete(null));
  }

  private void give(SessionId session, long epoch, CompletableFuture<Void> answer) {
    parts.held().drop(session, epoch);
    var _ =
        Limited.within(PATIENCE, parts.table().release(parts.owner(), session, epoch))
            .whenComplete((_, failure) -> {
              if (failure != null) {
                context
                    .getSystem()
                    .log()
                    .warn(
                        "the lease of {} runs out by itself: {}", session, Limited.reason(failure));
              }
              answer.complete(null);
            });
  }
}
