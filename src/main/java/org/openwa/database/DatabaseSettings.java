package org.openwa.database;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code openwa.database}.
 *
 * @param url a JDBC URL; of H2, the file in the data directory unless set
 * @param poolSize connections for our own tables; the journal has a pool of its own
 * @param answerTimeout after so long without an answer a connection is given up; H2 needs none
 */
public record DatabaseSettings(
    Adapter adapter,
    String url,
    String user,
    String password,
    int poolSize,
    Duration answerTimeout) {

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

  /** Our transactions wait for nothing but the database. */
  private static final Duration IDLE_TRANSACTION = Duration.ofSeconds(5);

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  /** For whoever does not care how long a silent database is waited for. */
  public DatabaseSettings(Adapter adapter, String url, String user, String password, int poolSize) {
    this(adapter, url, user, password, poolSize, ANSWER_TIMEOUT);
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
        config.getInt("pool-size"),
        config.getDuration("answer-timeout"));
  }

  /**
   * What a driver has to know so that neither side waits for ever for the other: a connection fails
   * on which the database is not heard any more, and the database ends the transaction of a node
   * that is paused or cut off, which would keep the leases that it locked from everybody else.
   */
  public static Map<String, String> givingUpAfter(Adapter adapter, Duration silence) {
    String seconds = Long.toString(Math.max(1, silence.toSeconds()));
    return switch (adapter) {
      case H2 -> Map.of();
      case POSTGRESQL ->
          Map.of(
              "socketTimeout",
              seconds,
              "connectTimeout",
              seconds,
              "options",
              "-c idle_in_transaction_session_timeout=" + IDLE_TRANSACTION.toMillis());
    };
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
