package org.openwa.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openwa.model.Account;
import org.openwa.model.CborSerializable;

/** What happened to a session. Class names are journal manifests: never rename one. */
public sealed interface SessionEvent extends CborSerializable {

  /** Somebody made it. */
  record Created(Instant at, String name, SessionConfig config, boolean shouldRun)
      implements SessionEvent {}

  /** What is null stays as it was. */
  record Configured(Instant at, @Nullable String name, @Nullable SessionConfig config)
      implements SessionEvent {}

  /** Somebody wants it to run. */
  record Started(Instant at) implements SessionEvent {}

  /** Somebody wants it not to run. */
  record Stopped(Instant at) implements SessionEvent {}

  /** A phone linked it, or the account's name changed. */
  record Linked(Instant at, Account account) implements SessionEvent {}

  /** The link is gone. */
  record Unlinked(Instant at, String reason) implements SessionEvent {}

  /** Somebody deleted it. */
  record Deleted(Instant at) implements SessionEvent {}
}
