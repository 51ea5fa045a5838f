package org.openwa.cluster;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.SelfUp;
import org.apache.pekko.cluster.typed.Subscribe;

/** Waits until this node is up. */
public final class Arrival {

  private Arrival() {}

  /**
   * Stops when it has told so.
   *
   * @param arrived called once
   */
  public static Behavior<SelfUp> create(Runnable arrived) {
    return Behaviors.setup(context -> {
      Cluster.get(context.getSystem())
          .subscriptions()
          .tell(Subscribe.create(context.getSelf(), SelfUp.class));
      return Behaviors.receiveMessage(_ -> {
        arrived.run();
        return Behaviors.stopped();
      });
    });
  }
}
