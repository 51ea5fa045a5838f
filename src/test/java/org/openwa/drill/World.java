package org.openwa.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Everything that runs during a drill: the network, the servers, the nodes, linked sessions. */
final class World implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);
  private static final int SINK_PORT = 9077;

  private final DrillOptions options;
  private final Network network;
  private final PostgresServer database;
  private final Supervised simulator;
  private final Sink sink;
  private final History history;
  private final Phones phones = new Phones();
  private final BrowserWatch watch;
  private final Caller caller;
  private final List<Supervised> nodes = new ArrayList<>();
  private final List<Linked> sessions = new ArrayList<>();

  /** A session, and the phone that it is linked to. */
  record Linked(String id, String phone) {}

  private World(DrillOptions options, RandomGenerator random, Caller.Manners manners)
      throws IOException {
    this.options = options;
    this.history = new History();
    this.watch = new BrowserWatch(options.folder());
    // The last namespace is for the node of the second cluster.
    this.network = Network.up(options.nodes() + 1);
    this.database = PostgresServer.start(options.postgres(), options.folder(), Network.DATABASE);
    this.simulator =
        new Supervised(
            List.of(options.program().toString(), "simulator"),
            Map.of(
                "OPENWA_SIMULATOR_BIND", Network.HOST,
                "OPENWA_DATA_DIR", options.folder().resolve("simulator").toString(),
                "OPENWA_LOG_DIR", options.folder().resolve("logs-simulator").toString()),
            options.folder().resolve("simulator.out"));
    this.sink = Sink.start(Network.HOST, SINK_PORT, history);
    this.caller = new Caller(options.nodes(), manners, random);
  }

  /** Starts all of it and links the sessions. */
  static World start(DrillOptions options, RandomGenerator random, Caller.Manners manners)
      throws IOException {
    World world = new World(options, random, manners);
    try {
      world.await("the simulator answers", START, world::simulatorAnswers);
      for (int node = 1; node <= options.nodes(); node++) {
        world.nodes.add(world.node(node, 1, options.nodes()));
      }
      for (int node = 1; node <= options.nodes(); node++) {
        int member = node;
        world.await("node " + node + " is ready", START, () -> world.isReady(member));
      }
      for (int i = 1; i <= options.sessions(); i++) {
        world.link(new Linked("drill-" + i, "62811100000" + i));
      }
      System.out.println("  waiting until every profile is in the vault ...");
      world.await("every profile is in the vault", START, world::isSaved);
      return world;
    } catch (RuntimeException e) {
      world.close();
      throw e;
    }
  }

  private boolean simulatorAnswers() {
    try {
      phones.create("628222000222");
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Starts a node whose cluster is made of the nodes of a range. */
  Supervised node(int node, int firstSeed, int lastSeed) {
    String seeds =
        IntStream.rangeClosed(firstSeed, lastSeed)
            .mapToObj(seed -> Network.address(seed) + ":25520")
            .collect(Collectors.joining(", "));
    Path folder = options.folder();
    Map<String, String> environment = new TreeMap<>();
    environment.put("JAVA_OPTS", "-Xmx320m");
    environment.put("OPENWA_NODE", "node-" + node);
    environment.put("OPENWA_DATA_DIR", folder.resolve("node-" + node).toString());
    environment.put("OPENWA_LOG_DIR", folder.resolve("logs-" + node).toString());
    environment.put("OPENWA_API_KEY", Caller.KEY);
    environment.put("DATABASE_ADAPTER", "postgresql");
    environment.put("OPENWA_DATABASE_URL", database.url());
    environment.put("OPENWA_DATABASE_USER", "openwa");
    environment.put("OPENWA_CLUSTER_JOIN", "seeds");
    environment.put("OPENWA_CLUSTER_HOST", Network.address(node));
    environment.put("OPENWA_CLUSTER_SEEDS", seeds);
    environment.put("OPENWA_SIMULATOR_URL", Phones.url());
    environment.put("OPENWA_VAULT_KEY_FILE", options.vaultKey().toString());
    // Often, so that faults meet saves.
    environment.put("OPENWA_VAULT_INTERVAL", "10s");
    environment.put("OPENWA_MEDIA_DIR", folder.resolve("media").toString());
    environment.put("OPENWA_WEBHOOK_ALLOWED_NETWORKS", "10.77.0.0/24");
    return new Supervised(
        command(node, options.program()),
        environment,
        options.folder().resolve("node-" + node + ".out"));
  }

  private static List<String> command(int node, Path program) {
    return List.of("ip", "netns", "exec", Network.namespace(node), program.toString(), "start");
  }

  /** From its next start on a node is another program. */
  void program(int node, Path launcher) {
    node(node).command(command(node, launcher));
  }

  private void link(Linked session) {
    phones.create(session.phone());
    caller.call(
        "POST", "/api/sessions", "{\"id\": \"" + session.id() + "\"}", Optional.empty(), START);
    String path = "/api/sessions/" + session.id();
    await(session.id() + " shows a code", START, () -> status(session).equals("SCAN_QR"));
    await(
        session.id() + " is scanned",
        START,
        () -> {
          Caller.Answer code = caller.get(path + "/qr?format=base64", Load.PATIENCE);
          if (code.ok()) {
            phones.scan(session.phone(), code.json().path("code").asText());
          }
          return code.ok();
        });
    await(session.id() + " is connected", START, () -> status(session).equals("CONNECTED"));
    caller.call(
        "POST",
        path + "/webhooks",
        "{\"url\": \"http://%s:%d/\", \"events\": [\"message.received\", \"message.sent\"]}"
            .formatted(Network.HOST, SINK_PORT),
        Optional.empty(),
        Load.PATIENCE);
    sessions.add(session);
    System.out.println("  " + session.id() + " is linked, on " + owner(session));
  }

  /** From now on a session survives the loss of its node. */
  private boolean isSaved() {
    return sessions.stream()
        .allMatch(session ->
            caller
                .get("/api/sessions/" + session.id(), Load.PATIENCE)
                .json()
                .path("profile")
                .path("version")
                .isNumber());
  }

  /** A node that copies a profile just now, or stores such a copy. */
  OptionalInt nodeThatSaves() {
    return IntStream.rangeClosed(1, nodes.size())
        .filter(node ->
            sessions.stream()
                .anyMatch(session ->
                    Files.exists(
                        options
                            .folder()
                            .resolve(
                                "node-" + node + "/profiles/" + session.id() + "/openwa-copy"))))
        .findFirst();
  }

  String status(Linked session) {
    return caller
        .get("/api/sessions/" + session.id(), Load.PATIENCE)
        .json()
        .path("status")
        .asText();
  }

  /** The name of the node that the session lives on. */
  String owner(Linked session) {
    return caller.get("/api/sessions/" + session.id(), Load.PATIENCE).json().path("node").asText();
  }

  Map<String, String> owners() {
    Map<String, String> owners = new TreeMap<>();
    sessions.forEach(session -> owners.put(session.id(), owner(session)));
    return owners;
  }

  boolean isReady(int node) {
    return caller.once(node, "GET", "/health/ready", "", Optional.empty(), 1).ok();
  }

  /** True when nothing is left of a fault: every node ready, every session and page connected. */
  boolean isCalm() {
    return IntStream.rangeClosed(1, nodes.size()).allMatch(this::isReady)
        && sessions.stream()
            .allMatch(session ->
                phones.isConnected(session.phone()) && status(session).equals("CONNECTED"));
  }

  /** Every message of every session that the API lists. */
  Set<String> listed(Linked session) {
    Set<String> ids = new TreeSet<>();
    String path = "/api/sessions/" + session.id() + "/messages?limit=200";
    String before = "";
    while (true) {
      Caller.Answer page = caller.get(path + before, Load.PATIENCE);
      int known = ids.size();
      page.json().forEach(message -> ids.add(message.path("id").asText()));
      if (page.json().size() < 200 || ids.size() == known) {
        return ids;
      }
      String oldest = page.json().get(page.json().size() - 1).path("waTimestamp").asText();
      before = "&before=" + Instant.ofEpochSecond(Long.parseLong(oldest) + 1);
    }
  }

  /** Waits for a condition; false where it did not come true in time. */
  boolean waits(Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(200_000_000);
    }
    return true;
  }

  private void await(String what, Duration patience, BooleanSupplier condition) {
    if (!waits(patience, condition)) {
      throw new IllegalStateException(
          "not in " + patience.toSeconds() + " s: " + what + "; see " + options.folder());
    }
  }

  /** The nodes; the first one is number 1. */
  List<Supervised> nodes() {
    return nodes;
  }

  Supervised node(int number) {
    return nodes.get(number - 1);
  }

  List<Linked> sessions() {
    return sessions;
  }

  History history() {
    return history;
  }

  Caller caller() {
    return caller;
  }

  Phones phones() {
    return phones;
  }

  BrowserWatch watch() {
    return watch;
  }

  Network network() {
    return network;
  }

  PostgresServer database() {
    return database;
  }

  @Override
  public void close() {
    network.heal();
    nodes.parallelStream().forEach(Supervised::close);
    simulator.close();
    sink.close();
    watch.close();
    database.close();
    network.close();
  }
}
