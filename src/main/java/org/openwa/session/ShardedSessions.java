package org.openwa.session;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.openwa.model.SessionId;

/** Sessions as shards of the cluster. */
public final class ShardedSessions implements Sessions {

  private final ClusterSharding sharding;
  private final Duration timeout;

  public ShardedSessions(ClusterSharding sharding, Duration timeout) {
    this.sharding = sharding;
    this.timeout = timeout;
  }

  @Override
  public <R> CompletionStage<R> ask(
      SessionId session, Function<ActorRef<R>, SessionCommand> command) {
    return sharding
        .entityRefFor(SessionEntity.TYPE_KEY, session.value())
        .<R>ask(command::apply, timeout);
  }

  @Override
  public void ensure(SessionId session) {
    sharding
        .entityRefFor(SessionEntity.TYPE_KEY, session.value())
        .tell(new SessionCommand.Ensure());
  }
}
