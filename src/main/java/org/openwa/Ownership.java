package org.openwa;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.openwa.browser.BrowserHost;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.lease.HeldLeases;
import org.openwa.lease.LeaseKeeper;
import org.openwa.lease.LeaseSettings;
import org.openwa.lease.Uptime;
import org.openwa.lease.jdbc.JdbcLeaseTable;
import org.openwa.metrics.Instruments;
import org.openwa.model.SessionId;

/**
 * What makes sessions this node's own: who it is, its leases, and connections for them alone.
 * Outlives the actors that use it.
 */
record Ownership(
    NodeIdentity identity,
    Database database,
    HeldLeases held,
    LeaseSettings settings,
    CompletionStage<Void> joined)
    implements AutoCloseable {

  /** The reason for which a node leaves that alone does not reach the database. */
  private static final class DatabaseLost implements CoordinatedShutdown.Reason {

    @Override
    public String toString() {
      return "only this node does not reach the database";
    }
  }

  static Ownership open(Settings settings) {
    NodeIdentity identity = NodeIdentity.open(settings.dataDirectory(), settings.node());
    try {
      return new Ownership(
          identity,
          Database.express(settings.database(), settings.lease().interval()),
          new HeldLeases(settings.lease(), new Uptime()),
          settings.lease(),
          new CompletableFuture<>());
    } catch (RuntimeException e) {
      identity.close();
      throw e;
    }
  }

  /** The configuration with what tells this run of this node apart from all others. */
  Config named(Config config) {
    List<String> roles = new ArrayList<>(config.getStringList("pekko.cluster.roles"));
    roles.addAll(LeaseKeeper.roles(identity.owner()));
    return ConfigFactory.parseMap(Map.of("pekko.cluster.roles", roles)).withFallback(config);
  }

  /** What keeps the leases of the browsers of this host. */
  Behavior<LeaseKeeper.Received> keeper(
      ActorSystem<?> system, ActorRef<BrowserHost.Command> host, Instruments instruments) {
    LeaseKeeper.Listener listener =
        new LeaseKeeper.Listener() {

          @Override
          public void lost(SessionId session, long epoch, String reason) {
            host.tell(new BrowserHost.Kill(session, epoch, reason));
          }

          @Override
          public void alone() {
            CoordinatedShutdown.get(system).run(new DatabaseLost());
          }

          @Override
          public void joined() {
            joined.toCompletableFuture().complete(null);
          }
        };
    return LeaseKeeper.create(
        new LeaseKeeper.Parts(
            identity.owner(),
            instruments.leases(new JdbcLeaseTable(database, settings.ttl())),
            held,
            settings,
            listener));
  }

  @Override
  public void close() {
    database.close();
    identity.close();
  }
}
