package org.openwa.session;

/** Placeholder. */
public final class SessionEntity {

  private SessionEntity() {}

  /** All that the entity receives. */
  sealed interface Received permits SessionCommand {}
}
