package org.openwa.lease;

import org.openwa.model.SessionId;

/** A write was refused because a newer owner of the session exists. Nothing was written. */
public final class StaleEpochException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StaleEpochException(SessionId session, long epoch) {
    super("session " + session + " has a newer owner than epoch " + epoch);
  }
}
