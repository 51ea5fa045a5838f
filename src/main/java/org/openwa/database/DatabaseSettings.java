package org.openwa.database;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code openwa.database}.
 *
 * @param url a JDBC URL; of H2, the file in the data directory unless set
 * @param poolSize connections for our own tables; the journal has a pool of its own
 */
public record DatabaseSettings(
    Adapter adapter, String url, String user, String password, int poolSize) {

  /** Which database. */
  public enum Adapter {
    H2("org.h2.Driver", "slick.jdbc.H2Profile$"),
    POSTGRESQL("org.postgresql.Driver", "slick.jdbc.PostgresProfile$");

    private final String driver;
    private final String slickProfile;

    Adapter(String driver, String slickProfile) {
      this.driver = driver;
      this.slickProfile = slickProfile;
    }

    public String driver() {
      return driver;
    }

    /** The dialect of the journal plugin. */
    public String slickProfile() {
      return slickProfile;
    }

    /** Where its migrations are: those of both databases, and those that only it understands. */
    List<String> migrations() {
      return switch (this) {
        case H2 -> List.of("classpath:schema");
        case POSTGRESQL -> List.of("classpath:schema", "classpath:schema-postgresql");
      };
    }
  }

  /** One SQL text serves both databases, because H2 speaks PostgreSQL's dialect. */
  private static final String H2_DIALECT = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";

  /**
   * H2 answers a commit before it is on disk unless told otherwise, and closes itself at a SIGTERM
   * while sessions still write.
   */
  private static final String H2_DURABLE = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

  /**
   * Reads the block.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public static DatabaseSettings from(Config config, Path dataDirectory) {
    Adapter adapter = adapter(config.getString("adapter"));
    String url = config.getString("url");
    return new DatabaseSettings(
        adapter,
        switch (adapter) {
          case H2 -> url.isEmpty() ? h2File(dataDirectory) : url;
          case POSTGRESQL -> requirePostgresql(url);
        },
        config.getString("user"),
        config.getString("password"),
        config.getInt("pool-size"));
  }

  /** Whether several nodes may work on it. */
  public boolean isShared() {
    return adapter == Adapter.POSTGRESQL;
  }

  /** An H2 file that keeps what it has acknowledged. */
  public static String h2File(Path dataDirectory) {
    return "jdbc:h2:file:"
        + dataDirectory.toAbsolutePath().resolve("openwa")
        + H2_DURABLE
        + H2_DIALECT;
  }

  /** An H2 database in memory, for tests; it lives as long as the JVM. */
  public static DatabaseSettings h2Memory(String name) {
    return new DatabaseSettings(
        Adapter.H2, "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1" + H2_DIALECT, "sa", "", 4);
  }

  private static Adapter adapter(String word) {
    return switch (word) {
      case "h2" -> Adapter.H2;
      case "postgresql" -> Adapter.POSTGRESQL;
      default ->
          throw new IllegalArgumentException(
              "openwa.database.adapter (DATABASE_ADAPTER) must be h2 or postgresql, not " + word);
    };
  }

  private static String requirePostgresql(String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "openwa.database.url (OPENWA_DATABASE_URL) must begin with jdbc:postgresql:");
    }
    return url;
  }
}
