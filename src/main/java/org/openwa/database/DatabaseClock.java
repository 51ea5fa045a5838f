package org.openwa.database;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * The clock that all nodes share. What one node writes down as a time and another compares with
 * now, a claim or a wait, is told by this one: the clocks of two nodes never agree.
 */
@FunctionalInterface
public interface DatabaseClock {

  Instant now(Handle handle);

  /** The clock of the database itself. */
  static DatabaseClock ofDatabase() {
    return handle -> handle.createQuery("SELECT CURRENT_TIMESTAMP").mapTo(Instant.class).one();
  }
}
