package org.openwa.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The open database: a pool of connections and the threads that may wait for them. Statements never
 * run on the caller's thread.
 */
public final class Database implements AutoCloseable {

  /** How long a statement may wait for a connection before the database counts as away. */
  private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

  private static final int EXPRESS_POOL_SIZE = 2;

  /** Tells commands from nodes among PostgreSQL's connections. */
  private static final String COMMAND = "openwa command";

  /**
   * PostgreSQL's {@code cached plan must not change result type}; nothing else of ours causes it.
   */
  private static final String STALE_PLAN = "0A000";

  private final DatabaseSettings.Adapter adapter;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final ExecutorService threads;

  private Database(DatabaseSettings.Adapter adapter, HikariDataSource pool) {
    this.adapter = adapter;
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
    // A failure is logged, and the arguments of statements are what people wrote.
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
  }

  /** What is done with a connection, in one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Handle handle);
  }

  /**
   * Connects, and brings the schema to the version of this program.
   *
   * @throws SchemaException where the schema belongs to a newer program
   */
  public static Database open(DatabaseSettings settings, String programVersion) {
    HikariConfig config = plain(settings, "openwa", settings.poolSize());
    DatabaseSettings.givingUpAfter(settings.adapter(), settings.answerTimeout())
        .forEach(config::addDataSourceProperty);
    HikariDataSource pool = new HikariDataSource(config);
    // A migration may take longer than any other statement.
    try (HikariDataSource patient = new HikariDataSource(plain(settings, "openwa-migration", 2))) {
      Migrations.run(patient, settings.adapter(), programVersion);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
    return new Database(settings.adapter(), pool);
  }

  private static HikariConfig plain(DatabaseSettings settings, String name, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDriverClassName(settings.adapter().driver());
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    return config;
  }

  /**
   * Connects to a database as it is, for a command: nothing is migrated, and the connections do not
   * look like those of a node.
   */
  public static Database asItIs(DatabaseSettings settings) {
    HikariConfig config = plain(settings, "openwa-command", EXPRESS_POOL_SIZE);
    if (settings.adapter() == DatabaseSettings.Adapter.POSTGRESQL) {
      config.addDataSourceProperty("ApplicationName", COMMAND);
    }
    return new Database(settings.adapter(), new HikariDataSource(config));
  }

  /** How far the schema is, and what this program would do to it. */
  public Schema schema() {
    return Migrations.look(pool, adapter);
  }

  /**
   * Brings the schema to the version of this program.
   *
   * @throws SchemaException where the schema belongs to a newer program
   */
  public void migrate(String programVersion) {
    Migrations.run(pool, adapter, programVersion);
  }

  /** Which database it is, for the few statements that have no common dialect. */
  public DatabaseSettings.Adapter adapter() {
    return adapter;
  }

  /**
   * Connects to a database that {@link #open} has brought up to date already, for the few
   * statements that must not wait behind all others.
   *
   * @param patience a statement that has no answer by then fails, and so does its connection
   */
  public static Database express(DatabaseSettings settings, Duration patience) {
    HikariConfig config = plain(settings, "openwa-express", EXPRESS_POOL_SIZE);
    config.setConnectionTimeout(patience.toMillis());
    config.setValidationTimeout(patience.toMillis() / 2);
    DatabaseSettings.givingUpAfter(settings.adapter(), patience)
        .forEach(config::addDataSourceProperty);
    return new Database(settings.adapter(), new HikariDataSource(config));
  }

  /**
   * Does the work in a transaction, which is rolled back when it throws. The work is done once more
   * where a node of a later version changed a table meanwhile.
   */
  public <T> CompletionStage<T> inTransaction(Work<T> work) {
    return CompletableFuture.supplyAsync(() -> transact(work), threads);
  }

  /**
   * Reads in a transaction that sees the whole database as it was at one moment, however long it
   * takes. Nobody waits for it.
   */
  public <T> CompletionStage<T> inSnapshot(Work<T> work) {
    TransactionIsolationLevel level =
        switch (adapter) {
          // What PostgreSQL calls repeatable read is a snapshot; H2 has that one level higher.
          case H2 -> TransactionIsolationLevel.SERIALIZABLE;
          case POSTGRESQL -> TransactionIsolationLevel.REPEATABLE_READ;
        };
    return CompletableFuture.supplyAsync(() -> jdbi.inTransaction(level, work::with), threads);
  }

  private <T> T transact(Work<T> work) {
    try {
      return jdbi.inTransaction(work::with);
    } catch (RuntimeException e) {
      if (!isStale(e)) {
        throw e;
      }
      // What PostgreSQL prepared on a connection before a column was added fails there from now on.
      pool.getHikariPoolMXBean().softEvictConnections();
      return jdbi.inTransaction(work::with);
    }
  }

  private static boolean isStale(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && STALE_PLAN.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** Does the statements in a transaction, which is rolled back when one throws. */
  public CompletionStage<Void> execute(Consumer<Handle> statements) {
    return CompletableFuture.runAsync(
        () ->
            transact(handle -> {
              statements.accept(handle);
              return true;
            }),
        threads);
  }

  /** Completes when the database has answered a question. */
  public CompletionStage<Void> ping() {
    return execute(handle -> handle.select("SELECT 1").mapTo(Integer.class).one());
  }

  /** Completes when a row could be written into the journal, and has been taken back. */
  public CompletionStage<Void> tryJournal() {
    return execute(handle -> {
      // Below zero, so that no number of the journal is used up.
      handle.execute(
          "INSERT INTO event_journal (ordering, persistence_id, sequence_number, writer,"
              + " event_ser_id, event_ser_manifest, event_payload)"
              + " VALUES (?, 'try', ?, 'try', 0, '', ?)",
          -ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
          -ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
          new byte[0]);
      handle.rollback();
    });
  }

  @Override
  public void close() {
    threads.shutdown();
    pool.close();
  }
}
