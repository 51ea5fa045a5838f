package org.openwa;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openwa.cluster.ClusterSettings;
import org.openwa.config.Settings;
import org.openwa.database.DatabaseSettings;

/** What Pekko has to know of our settings. */
final class NodeConfig {

  private static final String JOURNAL = "pekko-persistence-jdbc.shared-databases.openwa.";
  private static final String LEASE = "openwa-cluster-lease.";
  private static final String ARTERY = "pekko.remote.artery.";
  private static final String KEYS = ARTERY + "ssl.rotating-keys-engine.";
  private static final String HTTP = "pekko.management.http.";
  private static final String BOOTSTRAP = "pekko.management.cluster.bootstrap.";
  private static final String CONTACTS = BOOTSTRAP + "contact-point-discovery.";

  private NodeConfig() {}

  static Config of(Settings settings) {
    Map<String, Object> pekko = new HashMap<>(journal(settings.database()));
    pekko.put("pekko.cluster.app-version", Version.current());
    ClusterSettings cluster = settings.cluster();
    if (cluster.join() != ClusterSettings.Join.ALONE) {
      pekko.putAll(remote(cluster));
      pekko.putAll(lease(settings.database()));
      cluster.tls().ifPresent(tls -> pekko.putAll(tls(tls)));
    }
    if (cluster.join().isBootstrap()) {
      pekko.putAll(bootstrap(cluster));
    }
    return ConfigFactory.parseMap(pekko).withFallback(settings.config());
  }

  private static Map<String, Object> journal(DatabaseSettings database) {
    Map<String, Object> pekko = new HashMap<>();
    pekko.put(JOURNAL + "profile", database.adapter().slickProfile());
    pekko.put(JOURNAL + "db.driver", database.adapter().driver());
    pekko.put(JOURNAL + "db.url", database.url());
    pekko.put(JOURNAL + "db.user", database.user());
    pekko.put(JOURNAL + "db.password", database.password());
    pekko.put(JOURNAL + "db.numThreads", database.poolSize());
    pekko.put(JOURNAL + "db.maxConnections", database.poolSize());
    pekko.put(JOURNAL + "db.minConnections", 1);
    pekko.put(
        JOURNAL + "db.properties",
        DatabaseSettings.givingUpAfter(database.adapter(), database.answerTimeout()));
    return pekko;
  }

  private static Map<String, Object> remote(ClusterSettings cluster) {
    return Map.of(
        ARTERY + "canonical.hostname",
        cluster.host(),
        ARTERY + "canonical.port",
        cluster.port(),
        ARTERY + "bind.hostname",
        cluster.bindHost(),
        "pekko.cluster.split-brain-resolver.active-strategy",
        "lease-majority");
  }

  private static Map<String, Object> lease(DatabaseSettings database) {
    return Map.of(
        LEASE + "url",
        database.url(),
        LEASE + "user",
        database.user(),
        LEASE + "password",
        database.password());
  }

  private static Map<String, Object> tls(ClusterSettings.Tls tls) {
    return Map.of(
        ARTERY + "transport",
        "tls-tcp",
        ARTERY + "ssl.ssl-engine-provider",
        "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider",
        KEYS + "key-file",
        tls.key().toString(),
        KEYS + "cert-file",
        tls.certificate().toString(),
        KEYS + "ca-cert-file",
        tls.authority().toString());
  }

  private static Map<String, Object> bootstrap(ClusterSettings cluster) {
    Map<String, Object> pekko = new HashMap<>();
    pekko.put(HTTP + "hostname", cluster.host());
    pekko.put(HTTP + "port", cluster.managementPort());
    pekko.put(HTTP + "bind-hostname", cluster.managementBind());
    pekko.put(CONTACTS + "discovery-method", method(cluster.join()));
    pekko.put(CONTACTS + "service-name", cluster.service());
    pekko.put(CONTACTS + "required-contact-point-nr", cluster.requiredContacts());
    pekko.put(BOOTSTRAP + "contact-point.fallback-port", cluster.managementPort());
    pekko.put("pekko.io.dns.resolver", "async-dns");
    pekko.put(
        "pekko.discovery.config.services." + cluster.service() + ".endpoints",
        cluster.contacts().stream().map(NodeConfig::endpoint).toList());
    if (!cluster.namespace().isEmpty()) {
      pekko.put("pekko.discovery.kubernetes-api.pod-namespace", cluster.namespace());
    }
    return pekko;
  }

  private static String method(ClusterSettings.Join join) {
    return switch (join) {
      case CONFIG -> "config";
      case DNS -> "pekko-dns";
      case KUBERNETES -> "kubernetes-api";
      case ALONE, SEEDS -> throw new IllegalArgumentException(join + " discovers nothing");
    };
  }

  private static Map<String, Object> endpoint(String address) {
    List<String> parts = List.of(address.split(":(?=[0-9]+$)"));
    return Map.of("host", parts.getFirst(), "port", Integer.parseInt(parts.getLast()));
  }
}
