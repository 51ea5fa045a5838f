package org.openwa;

import com.zaxxer.hikari.pool.HikariPool;
import org.openwa.config.Settings;
import org.openwa.database.Database;
import org.openwa.database.DatabaseAway;

/** The way from a command to what is stored. */
sealed interface DatabaseAccess {

  /** The database itself. */
  record Here(Database database) implements DatabaseAccess, AutoCloseable {

    @Override
    public void close() {
      database.close();
    }
  }

  /** A node that has the database to itself, as one with an H2 file does. */
  record AtNode(NodeClient node) implements DatabaseAccess {}

  /**
   * Opens the database, as it is, or finds the node that has it.
   *
   * @throws RuntimeException whose message is for the operator, where neither can be had
   */
  static DatabaseAccess of(Settings settings) {
    try {
      return new Here(Database.asItIs(settings.database()));
    } catch (HikariPool.PoolInitializationException e) {
      if (DatabaseAway.isTaken(e)) {
        return new AtNode(NodeClient.of(settings));
      }
      throw e;
    }
  }

  /**
   * Opens the database for a command that may not run beside a node.
   *
   * @throws IllegalStateException where a node has it
   */
  static Here alone(Settings settings) {
    return switch (of(settings)) {
      case Here here -> here;
      case AtNode _ ->
          throw new IllegalStateException(
              "a node runs on this database and keeps it to itself: stop it first");
    };
  }
}
