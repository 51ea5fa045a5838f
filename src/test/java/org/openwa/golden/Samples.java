package org.openwa.golden;

import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.openwa.cluster.GossipSamples;
import org.openwa.lease.KeeperCommand;
import org.openwa.memory.MemorySamples;
import org.openwa.model.CborSerializable;
import org.openwa.session.SessionSamples;
import org.openwa.webhook.WebhookEntity;

/** At least one of everything that travels or lies in the journal. */
final class Samples {

  private Samples() {}

  /**
   * All of them; the first of a class is its golden one.
   *
   * @param somebody waits for the answers
   */
  static List<CborSerializable> all(ActorRef<Object> somebody) {
    return Stream.of(
            SessionSamples.all(somebody),
            GossipSamples.all(somebody),
            MemorySamples.all(somebody),
            keepers(somebody),
            Stream.of(new WebhookEntity.Wake()))
        .<CborSerializable>flatMap(each -> each)
        .toList();
  }

  private static Stream<CborSerializable> keepers(ActorRef<Object> somebody) {
    return Stream.of(
        new KeeperCommand.PromiseAway(somebody.narrow()),
        new KeeperCommand.PromiseThere(somebody.narrow()),
        new KeeperCommand.WhichCluster(somebody.narrow()),
        new KeeperCommand.Promise(true),
        new KeeperCommand.ClusterNamed("3f2a"),
        new KeeperCommand.ClusterNamed(null));
  }
}
