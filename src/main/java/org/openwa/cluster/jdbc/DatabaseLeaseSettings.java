package org.openwa.cluster.jdbc;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Properties;
import org.apache.pekko.coordination.lease.LeaseSettings;

/**
 * What Pekko hands to a {@link DatabaseLease}.
 *
 * @param name what is leased
 * @param owner who leases it: the address of the node
 * @param lifetime how long it lasts unless renewed, by the database's clock
 * @param renewal how often the owner renews it
 * @param patience how long an acquisition may take
 */
record DatabaseLeaseSettings(
    String name,
    String owner,
    String url,
    String user,
    String password,
    Duration lifetime,
    Duration renewal,
    Duration patience) {

  /** A database that does not answer in this time is away. */
  private static final String TIMEOUT_SECONDS = "2";

  static DatabaseLeaseSettings of(LeaseSettings settings) {
    Config config = settings.leaseConfig();
    return new DatabaseLeaseSettings(
        settings.leaseName(),
        settings.ownerName(),
        config.getString("url"),
        config.getString("user"),
        config.getString("password"),
        config.getDuration("heartbeat-timeout"),
        config.getDuration("heartbeat-interval"),
        config.getDuration("lease-operation-timeout"));
  }

  Properties connection() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    if (url.startsWith("jdbc:postgresql:")) {
      properties.setProperty("loginTimeout", TIMEOUT_SECONDS);
      properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
      properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
      properties.setProperty("ApplicationName", "openwa-lease");
    }
    return properties;
  }
}
