package org.openwa.drill;

/**
 * A network namespace for each node, joined by one bridge, on which the database and the simulator
 * have an address each. A pair is cut by a wrong neighbour address, which loses packets silently,
 * as a broken switch does. Needs root.
 */
final class Network implements AutoCloseable {

  /** Of simulator, sink and callers. */
  static final String HOST = "10.77.0.1";

  static final String DATABASE = "10.77.0.2";

  private static final String BRIDGE = "owdrill";
  private static final String NOWHERE = "02:00:00:00:00:99";

  private final int nodes;

  private Network(int nodes) {
    this.nodes = nodes;
  }

  static Network up(int nodes) {
    Network network = new Network(nodes);
    network.close();
    Shell.run("ip", "link", "add", BRIDGE, "type", "bridge");
    Shell.run("ip", "addr", "add", HOST + "/24", "dev", BRIDGE);
    Shell.run("ip", "addr", "add", DATABASE + "/24", "dev", BRIDGE);
    Shell.run("ip", "link", "set", BRIDGE, "up");
    for (int node = 1; node <= nodes; node++) {
      network.add(node);
    }
    return network;
  }

  private void add(int node) {
    String namespace = namespace(node);
    String outside = "owd-v" + node;
    Shell.run("ip", "netns", "add", namespace);
    Shell.run(
        "ip", "link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", namespace);
    Shell.run("ip", "link", "set", outside, "master", BRIDGE, "up");
    Shell.run("ip", "-n", namespace, "addr", "add", address(node) + "/24", "dev", "eth0");
    Shell.run("ip", "-n", namespace, "link", "set", "eth0", "up");
    Shell.run("ip", "-n", namespace, "link", "set", "lo", "up");
  }

  static String namespace(int node) {
    return "owd-" + node;
  }

  static String address(int node) {
    return "10.77.0.1" + node;
  }

  /** From now on node and all other nodes hear nothing of each other. */
  void cutFromPeers(int node) {
    for (int peer = 1; peer <= nodes; peer++) {
      if (peer != node) {
        cut(node, address(peer));
        cut(peer, address(node));
      }
    }
  }

  void cutFromDatabase(int node) {
    cut(node, DATABASE);
  }

  private static void cut(int node, String address) {
    Shell.run(
        "ip",
        "-n",
        namespace(node),
        "neigh",
        "replace",
        address,
        "lladdr",
        NOWHERE,
        "dev",
        "eth0",
        "nud",
        "permanent");
  }

  /** Everybody reaches everybody again. */
  void heal() {
    for (int node = 1; node <= nodes; node++) {
      Shell.tryRun(
          "ip", "-n", namespace(node), "neigh", "flush", "dev", "eth0", "nud", "permanent");
    }
  }

  @Override
  public void close() {
    for (int node = 1; node <= nodes; node++) {
      Shell.tryRun("ip", "netns", "del", namespace(node));
      Shell.tryRun("ip", "link", "del", "owd-v" + node);
    }
    Shell.tryRun("ip", "link", "del", BRIDGE);
  }
}
