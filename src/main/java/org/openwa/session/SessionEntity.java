package org.openwa.session;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.ShardCoordinator.ShardAllocationStrategy;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;
import org.openwa.browser.BrowserHost;
import org.openwa.browser.BrowserReport;
import org.openwa.model.RequestId;
import org.openwa.model.SessionId;

/**
 * One WhatsApp session and the only writer of its journal and of its row in the list.
 *
 * <p>The journal holds what must outlive a node: that the session exists, whether it should run and
 * what it is linked to. What dies with the node is in {@link RunningSession}; the browser itself
 * belongs to the node's {@link BrowserHost}, so a failed write, which stops this actor, closes
 * none.
 *
 * <p>What a session does is in one class for each durable state: {@link AbsentHandler} and {@link
 * ExistingHandler}.
 */
public final class SessionEntity
    extends EventSourcedBehavior<SessionEntity.Received, SessionEvent, SessionState> {

  public static final EntityTypeKey<SessionCommand> TYPE_KEY =
      EntityTypeKey.create(SessionCommand.class, "Session");

  /** All that the entity receives: commands from anywhere, news from its own node. */
  sealed interface Received
      permits SessionCommand,
          BrowserReported,
          AdoptionAnswered,
          ExistingHandler.LogoutEnded,
          RunningSession.DeadlinePassed,
          LeaseAsking.Answered,
          LeaseAsking.NotAnswered,
          SessionSends.SendsExpire,
          SessionSends.PageAnswered,
          Removing.Removed,
          HandOver.Patience,
          HandOver.Ended,
          DirectoryWriter.Written,
          DirectoryWriter.TryAgain {

    /** The caller's request that this is part of; null where no caller asked. */
    default @Nullable RequestId request() {
      return null;
    }
  }

  record BrowserReported(BrowserReport report) implements Received {}

  record AdoptionAnswered(BrowserHost.Adoption adoption) implements Received {}

  private final RunningSession running;
  private final AbsentHandler whenAbsent;
  private final ExistingHandler whenExisting;

  private SessionEntity(
      SessionId id, RunningSession running, AbsentHandler whenAbsent, ExistingHandler existing) {
    super(PersistenceId.of(TYPE_KEY.name(), id.value()));
    this.running = running;
    this.whenAbsent = whenAbsent;
    this.whenExisting = existing;
  }

  /** Lets this node keep sessions, those that the placement gives it. */
  public static void init(
      Cluster cluster,
      ClusterSharding sharding,
      ShardAllocationStrategy placement,
      SessionParts parts) {
    sharding.init(
        Entity.of(
                TYPE_KEY,
                entity ->
                    create(
                        new SessionId(entity.getEntityId()),
                        parts,
                        Home.of(cluster, sharding, entity)))
            .withAllocationStrategy(placement)
            .withStopMessage(new SessionCommand.HandOver()));
  }

  /**
   * The behavior of one session.
   *
   * @param home is told when a session that does not exist has said so
   */
  static Behavior<SessionCommand> create(SessionId id, SessionParts parts, Home home) {
    return Behaviors.<Received>setup(context ->
            Behaviors.withTimers(timers -> {
              RunningSession running = new RunningSession(context, timers, id, parts, home);
              return new SessionEntity(
                  id,
                  running,
                  new AbsentHandler(
                      id,
                      parts,
                      running,
                      () -> home.passivate(context.getSelf().narrow()),
                      home::toSuccessor),
                  new ExistingHandler(context, parts, running));
            }))
        .narrow();
  }

  @Override
  public SessionState emptyState() {
    return new SessionState.Absent();
  }

  @Override
  public CommandHandler<Received, SessionEvent, SessionState> commandHandler() {
    return (state, received) -> {
      running.serve(received.request());
      return switch (state) {
        case SessionState.Absent _ -> whenAbsent.on(received, Effect());
        case SessionState.Existing existing -> whenExisting.on(existing, received, Effect());
      };
    };
  }

  @Override
  public EventHandler<SessionState, SessionEvent> eventHandler() {
    return SessionState::apply;
  }

  @Override
  public SignalHandler<SessionState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.class, (state, _) -> onRecovered(state))
        .onSignal(PostStop.class, (_, _) -> running.lease().onStopped())
        .build();
  }

  private void onRecovered(SessionState state) {
    if (state instanceof SessionState.Existing) {
      running.adopt();
    }
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(100, 2);
  }
}
