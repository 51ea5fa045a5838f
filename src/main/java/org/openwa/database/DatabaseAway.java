package org.openwa.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away from one that disagrees with our SQL. */
public final class DatabaseAway {

  /** H2: connection broken, database closed, database closing. */
  private static final Set<Integer> H2_CODES = Set.of(90067, 90121, 90098);

  private static final int H2_TAKEN = 90020;

  private static final int MAX_CAUSES = 20;

  private DatabaseAway() {}

  public static boolean isCauseOf(Throwable failure) {
    return isCausedBy(failure, DatabaseAway::isAway);
  }

  /** Whether it is an H2 file that another process has to itself. */
  public static boolean isTaken(Throwable failure) {
    return isCausedBy(failure, sql -> sql.getErrorCode() == H2_TAKEN);
  }

  private static boolean isCausedBy(Throwable failure, Predicate<SQLException> reason) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (cause instanceof SQLException sql && reason.test(sql)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isAway(SQLException failure) {
    return failure instanceof SQLTransientException
        || failure instanceof SQLNonTransientConnectionException
        || H2_CODES.contains(failure.getErrorCode())
        || isAwayState(failure.getSQLState());
  }

  /** Class 08: no connection; 53: out of resources; 57P: shut down by its operator. */
  private static boolean isAwayState(@Nullable String state) {
    return state != null
        && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P"));
  }
}
