package org.openwa;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.openwa.access.ApiKeys;
import org.openwa.browser.BrowserHost;
import org.openwa.browser.BrowserLauncher;
import org.openwa.browser.BrowserParts;
import org.openwa.browser.Lifetimes;
import org.openwa.browser.RunningBrowsers;
import org.openwa.cluster.WebhookSweeper;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.event.OutboxListener;
import org.openwa.event.jdbc.EventLog;
import org.openwa.health.Health;
import org.openwa.health.Readiness;
import org.openwa.http.ApiParts;
import org.openwa.http.ApiRoutes;
import org.openwa.http.HttpServer;
import org.openwa.http.MemoryDesk;
import org.openwa.http.PlanDesk;
import org.openwa.http.WebhookDesk;
import org.openwa.lease.NodeLeases;
import org.openwa.lease.jdbc.JdbcLeaseTable;
import org.openwa.message.MessageStore;
import org.openwa.message.jdbc.JdbcMessageGaps;
import org.openwa.message.jdbc.JdbcMessageStore;
import org.openwa.metrics.Instruments;
import org.openwa.session.AccountNews;
import org.openwa.session.MessageFacts;
import org.openwa.session.PageHistory;
import org.openwa.session.SessionDirectory;
import org.openwa.session.SessionEntity;
import org.openwa.session.SessionParts;
import org.openwa.session.Sessions;
import org.openwa.session.ShardedSessions;
import org.openwa.session.jdbc.JdbcSessionDirectory;
import org.openwa.vault.jdbc.JdbcSavedProfiles;
import org.openwa.webhook.Deliveries;
import org.openwa.webhook.WebhookId;

/**
 * One JVM of the cluster, with all its parts. {@link #start} is the only place that wires them; a
 * test calls it with other browsers.
 */
public final class Node implements AutoCloseable {

  private static final Duration SPAWN_TIMEOUT = Duration.ofSeconds(10);
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
  public static Node start(
      Settings settings, Function<Lifetimes, BrowserLauncher> browsers, ApiKeys keys) {
    Database database = Database.open(settings.database(), Version.current());
    Ownership ownership;
    try {
      ownership = Ownership.open(settings);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    ActorSystem<SpawnProtocol.Command> system =
        ActorSystem.create(
            SpawnProtocol.create(), "openwa", ownership.named(NodeConfig.of(settings)));
    system
        .getWhenTerminated()
        .whenComplete((_, _) -> {
          ownership.close();
          database.close();
        });
    try {
      RunningBrowsers launcher = new RunningBrowsers(browsers.apply(ownership.held()::until));
      return wire(settings, launcher, keys, database, ownership, system);
    } catch (RuntimeException e) {
      // Nothing runs yet that would have to leave in order.
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
      throw e;
    }
  }

  private static Node wire(
      Settings settings,
      RunningBrowsers launcher,
      ApiKeys keys,
      Database database,
      Ownership ownership,
      ActorSystem<SpawnProtocol.Command> system) {
    Clock clock = Clock.systemUTC();
    Instruments instruments = new Instruments(settings.metrics().enabled(), clock);
    ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    ClusterSharding sharding = ClusterSharding.get(system);
    EventLog events = new EventLog(clock);
    OutboxListener outbox =
        waiting ->
            waiting.forEach(webhook -> WebhookSweeper.wake(sharding, new WebhookId(webhook)));
    MessageStore messages = new JdbcMessageStore(database, events, outbox);
    SessionDirectory directory =
        new JdbcSessionDirectory(
            database, events, outbox, ownership.identity().owner().incarnation());
    MediaParts media = MediaParts.open(settings, database, messages, system, blocking, clock);
    MessageFacts facts = new MessageFacts(messages, media.inbound(), clock);
    Cluster cluster = Cluster.get(system);
    VaultKeeper vault =
        VaultKeeper.open(settings, launcher, database, ownership.held(), clock, blocking);
    vault.removeRetiredRegularly(system);
    ActorRef<BrowserHost.Command> host =
        spawn(
            system,
            BrowserHost.create(
                new BrowserParts(
                    instruments.launcher(launcher),
                    instruments.facts(facts),
                    new AccountNews(messages, clock, blocking),
                    new PageHistory(new JdbcMessageGaps(database), messages, facts),
                    settings.browser().profileDirectory(),
                    vault,
                    settings.browser().maxPerNode(),
                    settings.browser().launchesAtOnce(),
                    settings.browser().launchEvery(),
                    blocking)),
            "browser-host");
    NodeCluster several = NodeCluster.start(system, settings, host, blocking);
    NodeLeases leases =
        new NodeLeases(
            spawn(system, ownership.keeper(system, host, instruments), "lease-keeper"),
            ownership.held());
    SessionEntity.init(
        cluster,
        sharding,
        several.placement(),
        new SessionParts(
            settings.node(),
            host,
            several.capacity(),
            leases,
            directory,
            messages,
            media.files(),
            media.inbound(),
            settings.session(),
            clock,
            new Random()));
    Sessions sessions =
        instruments.sessions(
            new ShardedSessions(
                system,
                sharding,
                settings.session().reachTimeout(),
                settings.session().askTimeout()));

    WebhookDesk webhooks =
        WebhookParts.start(
            settings, database, events, outbox, sharding, instruments, blocking, clock);
    ClusterSingleton.get(system)
        .init(
            SingletonActor.of(
                WebhookSweeper.create(
                    webhooks.deliveries(),
                    sharding,
                    new Deliveries.Retention(
                        settings.webhook().keepSuccesses(),
                        settings.webhook().keepDead(),
                        settings.webhook().keepEvents())),
                "webhook-sweeper"));
    several.keepAwake(directory, sessions);

    PlanDesk plans = Planning.desk(database, clock);
    spawn(system, Planning.dispatcher(plans, sessions, settings.schedule()), "dispatcher");

    Readiness readiness = new Readiness();
    Departure.arrange(system, host, leases, readiness);
    Health health =
        new Health(
            Version.current(),
            settings.node(),
            new NodeChecks(settings, database, directory, cluster, blocking, clock).all(),
            CHECK_PATIENCE,
            clock);
    MemoryDesk memory =
        MemoryParts.start(
            system,
            settings,
            launcher,
            new MemoryAlarm(settings.memory(), messages, ownership.held(), sessions, clock),
            blocking,
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
                            new JdbcSavedProfiles(database),
                            media.desk(),
                            AccessParts.desk(settings, database, keys, clock),
                            new ReportedHealth(health, readiness, several::isDraining),
                            webhooks,
                            plans,
                            several.desk(new JdbcLeaseTable(database, settings.lease().ttl())),
                            memory,
                            (_, method, route, status, took) ->
                                instruments.answered(method, route, status, took),
                            new Administration(settings, database, blocking)),
                        settings.http().deadlines())
                    .route())
            .toCompletableFuture()
            .join();
    new NodeMetrics(system, settings, database, health, memory.board(), several.loads(), blocking)
        .start();
    // A node that cannot own a session yet must not be counted on by whoever stops another one.
    several.join(() -> ownership.joined().thenAccept(_ -> readiness.begin()));
    return new Node(system, sessions, url(settings.http().bind(), binding));
  }

  /** Where somebody on this machine finds the API. */
  private static URI url(String bind, ServerBinding binding) {
    boolean everywhere = bind.equals("0.0.0.0") || bind.equals("127.0.0.1") || bind.equals("::");
    String host = everywhere ? "localhost" : binding.localAddress().getHostString();
    return URI.create("http://" + host + ":" + binding.localAddress().getPort());
  }

  static <C> ActorRef<C> spawn(
      ActorSystem<SpawnProtocol.Command> system, Behavior<C> behavior, String name) {
    return AskPattern.<SpawnProtocol.Command, ActorRef<C>>ask(
            system,
            replyTo -> new SpawnProtocol.Spawn<>(behavior, name, Props.empty(), replyTo),
            SPAWN_TIMEOUT,
            system.scheduler())
        .toCompletableFuture()
        .join();
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
