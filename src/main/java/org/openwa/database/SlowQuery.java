package org.openwa.database;

import java.sql.SQLException;

/** Tells a statement that was given up because it took too long from every other failure. */
public final class SlowQuery {

  /** {@code query_canceled}, in both databases. */
  private static final String CANCELLED = "57014";

  private static final int MAX_CAUSES = 20;

  private SlowQuery() {}

  public static boolean isCauseOf(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (cause instanceof SQLException sql && CANCELLED.equals(sql.getSQLState())) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
