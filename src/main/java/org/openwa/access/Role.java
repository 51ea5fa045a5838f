package org.openwa.access;

/** What a key may do; each role may do what the ones before it may. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Sends messages. */
  SENDER,
  /** Starts, stops and links sessions. */
  OPERATOR,
  /** Everything, keys included. */
  ADMIN;

  /** Whether this role may do what the other one may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
