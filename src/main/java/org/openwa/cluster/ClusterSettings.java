package org.openwa.cluster;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code openwa.cluster}: how this node finds the others, and they it.
 *
 * @param host under which the others reach this node
 * @param port the same
 * @param bindHost where it listens for them
 * @param seeds {@code host:port} of nodes to join, the same list in the same order on every node
 * @param contacts {@code host:port} of the management of nodes, for {@link Join#CONFIG}
 * @param service name of this cluster in DNS, or the value of the label {@code app} in Kubernetes
 * @param namespace in Kubernetes; empty for the pod's own
 * @param requiredContacts this many nodes must be found before a new cluster is made
 * @param managementBind where the nodes that look for others are answered
 * @param tls mutual TLS between the nodes; empty for none
 */
public record ClusterSettings(
    Join join,
    String host,
    int port,
    String bindHost,
    List<String> seeds,
    List<String> contacts,
    String service,
    String namespace,
    int requiredContacts,
    String managementBind,
    int managementPort,
    Optional<Tls> tls) {

  /** How nodes find each other. */
  public enum Join {
    /** Not at all: this node is all there is. */
    ALONE,
    /** A written list of nodes, the first of which makes the cluster. */
    SEEDS,
    /** A written list of nodes that agree who makes the cluster. */
    CONFIG,
    /** The addresses of a name in DNS, which agree who makes the cluster. */
    DNS,
    /** The pods that Kubernetes names, which agree who makes the cluster. */
    KUBERNETES;

    /** Whether the nodes agree among themselves, over their management ports. */
    public boolean isBootstrap() {
      return this == CONFIG || this == DNS || this == KUBERNETES;
    }
  }

  /** Files in PEM: this node's certificate and key, and the authority that signed those of all. */
  public record Tls(Path certificate, Path key, Path authority) {}

  public ClusterSettings {
    seeds = List.copyOf(seeds);
    contacts = List.copyOf(contacts);
  }

  /**
   * Reads the block.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public static ClusterSettings from(Config config) {
    Join join = join(config.getString("join"));
    String host = config.getString("host");
    String bind = config.getString("bind");
    ClusterSettings settings =
        new ClusterSettings(
            join,
            host,
            config.getInt("port"),
            bind.isEmpty() ? host : bind,
            addresses(config, "seeds"),
            addresses(config, "contacts"),
            config.getString("service"),
            config.getString("namespace"),
            config.getInt("required-contacts"),
            config.getString("management-bind"),
            config.getInt("management-port"),
            tls(config.getConfig("tls")));
    require(
        join != Join.SEEDS || !settings.seeds.isEmpty(),
        "seeds (OPENWA_CLUSTER_SEEDS) must name a node");
    require(
        join != Join.CONFIG || !settings.contacts.isEmpty(),
        "contacts (OPENWA_CLUSTER_CONTACTS) must name a node");
    require(
        settings.requiredContacts >= 1,
        "required-contacts (OPENWA_CLUSTER_REQUIRED_CONTACTS) must be 1 or more");
    return settings;
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException("openwa.cluster." + problem);
    }
  }

  private static Join join(String word) {
    return switch (word) {
      case "alone" -> Join.ALONE;
      case "seeds" -> Join.SEEDS;
      case "config" -> Join.CONFIG;
      case "dns" -> Join.DNS;
      case "kubernetes" -> Join.KUBERNETES;
      default ->
          throw new IllegalArgumentException(
              "openwa.cluster.join (OPENWA_CLUSTER_JOIN) must be alone, seeds, config, dns or"
                  + " kubernetes, not "
                  + word);
    };
  }

  private static List<String> addresses(Config config, String path) {
    List<String> addresses =
        Arrays.stream(config.getString(path).split(","))
            .map(String::strip)
            .filter(address -> !address.isEmpty())
            .toList();
    for (String address : addresses) {
      require(
          address.matches(".+:[0-9]{1,5}"),
          path + ": " + address + " is not an address like 10.0.0.1:25520");
    }
    return addresses;
  }

  private static Optional<Tls> tls(Config config) {
    String certificate = config.getString("certificate");
    String key = config.getString("key");
    String authority = config.getString("authority");
    if (certificate.isEmpty() && key.isEmpty() && authority.isEmpty()) {
      return Optional.empty();
    }
    require(
        !certificate.isEmpty() && !key.isEmpty() && !authority.isEmpty(),
        "tls needs certificate, key and authority, or none of them");
    return Optional.of(new Tls(file(certificate), file(key), file(authority)));
  }

  private static Path file(String path) {
    Path file = Path.of(path).toAbsolutePath();
    require(file.toFile().canRead(), "tls: " + file + " cannot be read");
    return file;
  }
}
