package org.openwa.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.openwa.browser.BrowserSettings;
import org.openwa.cluster.ClusterSettings;
import org.openwa.database.DatabaseSettings;
import org.openwa.lease.LeaseSettings;
import org.openwa.media.MediaSettings;
import org.openwa.memory.MemorySettings;
import org.openwa.metrics.MetricsSettings;
import org.openwa.schedule.ScheduleSettings;
import org.openwa.session.SessionSettings;
import org.openwa.vault.VaultSettings;
import org.openwa.webhook.WebhookSettings;

/**
 * All settings of a node, checked.
 *
 * @param apiKey an admin key; empty where one is to be made
 * @param certificate of whatever speaks HTTPS in front; empty where nobody wants it watched
 * @param config what Pekko reads for itself
 */
public record Settings(
    String node,
    Path dataDirectory,
    Optional<String> apiKey,
    HttpSettings http,
    DatabaseSettings database,
    ClusterSettings cluster,
    BrowserSettings browser,
    LeaseSettings lease,
    SessionSettings session,
    WebhookSettings webhook,
    ScheduleSettings schedule,
    MediaSettings media,
    VaultSettings vault,
    MemorySettings memory,
    MetricsSettings metrics,
    Optional<Path> certificate,
    SimulatorAddress simulator,
    Config config) {

  private static final String ALLOWED_NETWORKS = "openwa.webhook.allowed-networks";
  private static final String LOOPBACK = "127.0.0.0/8, ::1/128";

  /**
   * Reads the file named by {@code -Dconfig.file}, the environment and the defaults.
   *
   * @throws ConfigProblem naming the setting that is wrong
   */
  public static Settings load() {
    return explained(() -> {
      ConfigFactory.invalidateCaches();
      return from(ConfigFactory.load());
    });
  }

  /**
   * Checks a configuration.
   *
   * @throws ConfigProblem naming the setting that is wrong
   */
  public static Settings from(Config config) {
    return explained(() -> read(config));
  }

  /** The same for a demo, whose webhooks may lead to this machine unless the operator said no. */
  public Settings forDemo() {
    return config.hasPath(ALLOWED_NETWORKS)
        ? this
        : from(config.withValue(ALLOWED_NETWORKS, ConfigValueFactory.fromAnyRef(LOOPBACK)));
  }

  private static Settings read(Config config) {
    Config openwa = config.getConfig("openwa");
    Path data = Path.of(openwa.getString("data-dir")).toAbsolutePath().normalize();
    DatabaseSettings database = DatabaseSettings.from(openwa.getConfig("database"), data);
    ClusterSettings cluster = ClusterSettings.from(openwa.getConfig("cluster"));
    if (cluster.join() != ClusterSettings.Join.ALONE
        && database.adapter() == DatabaseSettings.Adapter.H2) {
      throw new ConfigProblem(
          "openwa.cluster.join (OPENWA_CLUSTER_JOIN) is for nodes that share a database:"
              + " openwa.database.adapter (DATABASE_ADAPTER) must be postgresql");
    }
    BrowserSettings browser = BrowserSettings.from(openwa.getConfig("browser"), data);
    return new Settings(
        nodeName(openwa.getString("node")),
        data,
        Optional.of(openwa.getString("api-key")).filter(key -> !key.isEmpty()),
        HttpSettings.from(openwa.getConfig("http")),
        database,
        cluster,
        browser,
        LeaseSettings.from(openwa.getConfig("lease")).requireLongerThan(browser.guardPatience()),
        SessionSettings.from(openwa.getConfig("session")),
        WebhookSettings.from(openwa.getConfig("webhook")),
        ScheduleSettings.from(openwa.getConfig("schedule")),
        MediaSettings.from(openwa.getConfig("media"), data),
        VaultSettings.from(openwa.getConfig("vault"), data, database.isShared()),
        MemorySettings.from(openwa.getConfig("memory")),
        MetricsSettings.from(openwa.getConfig("metrics")),
        Optional.of(openwa.getString("certificate-file"))
            .filter(file -> !file.isEmpty())
            .map(file -> Path.of(file).toAbsolutePath()),
        SimulatorAddress.from(openwa.getConfig("simulator")),
        config);
  }

  private static String nodeName(String configured) {
    if (!configured.isEmpty()) {
      return configured;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static Settings explained(Supplier<Settings> read) {
    try {
      return read.get();
    } catch (ConfigException | IllegalArgumentException e) {
      throw new ConfigProblem(String.valueOf(e.getMessage()));
    }
  }
}
