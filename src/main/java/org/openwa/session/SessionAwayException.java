package org.openwa.session;

import org.openwa.model.SessionId;

/** A session could not be reached in time, because it moves. It was not asked, or only for news. */
public final class SessionAwayException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SessionAwayException(SessionId session) {
    super("session " + session + " could not be reached");
  }
}
