package org.openwa;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.openwa.config.Settings;
import org.openwa.database.DatabaseSettings;

/** What Pekko has to know of our settings. */
final class NodeConfig {

  private NodeConfig() {}

  static Config of(Settings settings) {
    DatabaseSettings database = settings.database();
    String journal = "pekko-persistence-jdbc.shared-databases.openwa.";
    return ConfigFactory.parseMap(
            Map.of(
                journal + "profile",
                database.adapter().slickProfile(),
                journal + "db.driver",
                database.adapter().driver(),
                journal + "db.url",
                database.url(),
                journal + "db.user",
                database.user(),
                journal + "db.password",
                database.password(),
                journal + "db.numThreads",
                database.poolSize(),
                journal + "db.maxConnections",
                database.poolSize(),
                journal + "db.minConnections",
                1))
        .withFallback(settings.config());
  }
}
