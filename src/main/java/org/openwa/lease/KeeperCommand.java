package org.openwa.lease;

import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.openwa.model.CborSerializable;

/** What the keepers of a cluster's leases ask each other. */
public sealed interface KeeperCommand extends LeaseKeeper.Received, CborSerializable {

  /** Do you promise that the database is away? Asked by a node that wants to park its browsers. */
  record PromiseAway(ActorRef<Promise> replyTo) implements KeeperCommand {}

  /** Do you promise that the database is there? Asked by a node that wants to take over. */
  record PromiseThere(ActorRef<Promise> replyTo) implements KeeperCommand {}

  /** Which cluster is this? Asked by a node that has joined. */
  record WhichCluster(ActorRef<ClusterNamed> replyTo) implements KeeperCommand {}

  /**
   * The answer to both questions; it holds for {@link LeaseSettings#PROMISE}, from the question.
   */
  record Promise(boolean given) implements CborSerializable {}

  /**
   * The answer.
   *
   * @param id null where the node does not know it yet itself
   */
  record ClusterNamed(@Nullable String id) implements CborSerializable {}
}
