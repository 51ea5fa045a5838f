package org.openwa;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.openwa.access.ApiKeys;
import org.openwa.browser.BrowserHost;
import org.openwa.browser.BrowserLauncher;
import org.openwa.cluster.SessionReconciler;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.health.Health;
import org.openwa.health.Readiness;
import org.openwa.http.ApiParts;
import org.openwa.http.ApiRoutes;
import org.openwa.http.HttpServer;
import org.openwa.lease.jdbc.JdbcLeases;
import org.openwa.message.MessageStore;
import org.openwa.message.jdbc.JdbcMessageStore;
import org.openwa.session.MessageFacts;
import org.openwa.session.SessionDirectory;
import org.openwa.session.SessionEntity;
import org.openwa.session.SessionParts;
import org.openwa.session.Sessions;
import org.openwa.session.ShardedSessions;
import org.openwa.session.jdbc.JdbcSessionDirectory;

/**
 * One JVM of the cluster, with all its parts. {@link #start} is the only place that wires them; a
 * test calls it with other browsers.
 */
public final class Node implements AutoCloseable {

  private static final Duration SPAWN_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CHECK_PATIENCE = Duration.ofSeconds(3);

  private final ActorSystem<SpawnProtocol.Command> system;
  private final Sessions sessions;
  private final URI url;

  private Node(ActorSystem<SpawnProtocol.Command> system, Sessions sessions, URI url) {
    this.system = system;
    this.sessions = sessions;
    this.url = url;
  }

  /**
   * Starts a node and returns when it takes requests.
   *
   * @throws RuntimeException whose message is for the operator, where it cannot start; nothing of
   *     it is left then
   */
  public static Node start(Settings settings, BrowserLauncher launcher, ApiKeys keys) {
    Database database = Database.open(settings.database(), Version.current());
    ActorSystem<SpawnProtocol.Command> system =
        ActorSystem.create(SpawnProtocol.create(), "openwa", NodeConfig.of(settings));
    system.getWhenTerminated().whenComplete((_, _) -> database.close());
    try {
      return wire(settings, launcher, keys, database, system);
    } catch (RuntimeException e) {
      // Nothing runs yet that would have to leave in order.
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
      throw e;
    }
  }

  private static Node wire(
      Settings settings,
      BrowserLauncher launcher,
      ApiKeys keys,
      Database database,
      ActorSystem<SpawnProtocol.Command> system) {
    Clock clock = Clock.systemUTC();
    ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    MessageStore messages = new JdbcMessageStore(database);
    SessionDirectory directory = new JdbcSessionDirectory(database);
    Cluster cluster = Cluster.get(system);
    joinSelfWhereAlone(cluster, settings);

    ActorRef<BrowserHost.Command> host =
        spawn(
            system,
            BrowserHost.create(
                new BrowserHost.Parts(
                    launcher,
                    new MessageFacts(messages, clock),
                    settings.browser().profileDirectory(),
                    settings.browser().maxPerNode(),
                    settings.browser().launchesAtOnce(),
                    blocking)),
            "browser-host");
    ClusterSharding sharding = ClusterSharding.get(system);
    SessionEntity.init(
        sharding,
        new SessionParts(
            settings.node(),
            host,
            new JdbcLeases(database, settings.node()),
            directory,
            messages,
            settings.session(),
            clock,
            new Random()));
    Sessions sessions = new ShardedSessions(sharding, settings.session().askTimeout());

    Readiness readiness = new Readiness();
    closeBrowsersAtShutdown(system, host, readiness);
    Health health =
        new Health(
            Version.current(),
            settings.node(),
            new NodeChecks(settings, database, directory, cluster, blocking).all(),
            CHECK_PATIENCE,
            clock);
    ServerBinding binding =
        HttpServer.start(
                system,
                settings.http().bind(),
                settings.http().port(),
                settings.http().deadlines(),
                new ApiRoutes(
                        system,
                        new ApiParts(
                            sessions,
                            directory,
                            messages,
                            keys,
                            new ReportedHealth(health, readiness)),
                        settings.http().deadlines())
                    .route())
            .toCompletableFuture()
            .join();
    spawn(system, SessionReconciler.create(directory, sessions), "session-reconciler");
    readiness.begin();
    int port = binding.localAddress().getPort();
    return new Node(system, sessions, URI.create("http://localhost:" + port));
  }

  /** A node that knows no others is a cluster of one. */
  private static void joinSelfWhereAlone(Cluster cluster, Settings settings) {
    if (settings.config().getStringList("pekko.cluster.seed-nodes").isEmpty()) {
      cluster.manager().tell(new Join(cluster.selfMember().address()));
    }
  }

  private static <C> ActorRef<C> spawn(
      ActorSystem<SpawnProtocol.Command> system, Behavior<C> behavior, String name) {
    return AskPattern.<SpawnProtocol.Command, ActorRef<C>>ask(
            system,
            replyTo -> new SpawnProtocol.Spawn<>(behavior, name, Props.empty(), replyTo),
            SPAWN_TIMEOUT,
            system.scheduler())
        .toCompletableFuture()
        .join();
  }

  private static void closeBrowsersAtShutdown(
      ActorSystem<?> system, ActorRef<BrowserHost.Command> host, Readiness readiness) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
        "not-ready",
        () -> {
          readiness.leave();
          return CompletableFuture.completedStage(Done.done());
        });
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeClusterShutdown(),
        "close-browsers",
        () -> AskPattern.ask(host, BrowserHost.CloseAll::new, CLOSE_TIMEOUT, system.scheduler()));
  }

  /** Where the API answers. */
  public URI url() {
    return url;
  }

  public Sessions sessions() {
    return sessions;
  }

  /** Completes when the node has left and everything of it is closed. */
  public CompletionStage<Done> whenTerminated() {
    return system.getWhenTerminated();
  }

  /** Leaves in order: requests first, then browsers, then the cluster. */
  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
