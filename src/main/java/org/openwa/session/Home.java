package org.openwa.session;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;
import org.apache.pekko.cluster.typed.Cluster;

/** Where an entity lives. */
interface Home {

  /** Stops it without losing what is sent to it meanwhile. */
  void passivate(ActorRef<SessionCommand> entity);

  /** Sends a command to the one that is started in the place of one that is passivated. */
  void toSuccessor(SessionCommand command);

  /**
   * Sends a command to where the session lives from now on, once that is known. Where no other node
   * is left to be that, the command is lost.
   */
  void forward(SessionCommand command);

  /** A home in a shard. */
  static Home of(Cluster cluster, ClusterSharding sharding, EntityContext<SessionCommand> entity) {
    return new Home() {
      @Override
      public void passivate(ActorRef<SessionCommand> self) {
        entity.getShard().tell(new ClusterSharding.Passivate<>(self));
      }

      @Override
      public void toSuccessor(SessionCommand command) {
        sharding.entityRefFor(SessionEntity.TYPE_KEY, entity.getEntityId()).tell(command);
      }

      @Override
      public void forward(SessionCommand command) {
        // What nobody will take would keep this node from ending.
        if (hasOthers(cluster)) {
          toSuccessor(command);
        }
      }
    };
  }

  private static boolean hasOthers(Cluster cluster) {
    for (var member : cluster.state().getMembers()) {
      if (member.status().equals(MemberStatus.up()) && !member.equals(cluster.selfMember())) {
        return true;
      }
    }
    return false;
  }
}
