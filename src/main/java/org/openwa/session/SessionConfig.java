package org.openwa.session;

/**
 * What a caller may set about a session.
 *
 * @param autoReconnect whether a browser that was lost is started again
 */
public record SessionConfig(boolean autoReconnect) {

  public static final SessionConfig DEFAULT = new SessionConfig(true);
}
