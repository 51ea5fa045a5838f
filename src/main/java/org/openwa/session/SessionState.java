package org.openwa.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openwa.model.Account;
import org.openwa.model.CborSerializable;

/**
 * What is known of a session after its events. Pure: no clock, no I/O, no actor.
 *
 * <pre>
 *   Absent    --Created--> Unlinked
 *   Unlinked  --Linked---> Linked
 *   Linked    --Linked---> Linked, with the new account
 *   Linked    --Unlinked-> LoggedOut
 *   LoggedOut --Started--> Unlinked
 *   existing  --Started, Stopped, Configured--> same, so defined
 *   existing  --Deleted--> Absent
 * </pre>
 */
public sealed interface SessionState extends CborSerializable {

  SessionState apply(SessionEvent event);

  /** There is no such session. */
  record Absent() implements SessionState {

    @Override
    public SessionState apply(SessionEvent event) {
      return switch (event) {
        case SessionEvent.Created(var at, var name, var config, var shouldRun) ->
            new Unlinked(new Definition(name, config, at, shouldRun));
        case SessionEvent.Configured _,
            SessionEvent.Started _,
            SessionEvent.Stopped _,
            SessionEvent.Linked _,
            SessionEvent.Unlinked _,
            SessionEvent.Deleted _ ->
            throw new IllegalStateException(event + " cannot follow " + this);
      };
    }
  }

  /** There is such a session. */
  sealed interface Existing extends SessionState {

    Definition definition();

    /** Null where it is not linked. */
    @Nullable Account account();

    /** The same with another definition. */
    Existing defined(Definition definition);

    /** Whether a browser should be open for it. */
    boolean needsBrowser();

    @Override
    default SessionState apply(SessionEvent event) {
      return switch (event) {
        case SessionEvent.Created _ ->
            throw new IllegalStateException(event + " cannot follow " + this);
        case SessionEvent.Configured(_, var name, var config) ->
            defined(definition().with(name, config));
        case SessionEvent.Started _ -> started();
        case SessionEvent.Stopped _ -> defined(definition().running(false));
        case SessionEvent.Linked(_, var account) -> new Linked(definition(), account);
        case SessionEvent.Unlinked(var at, var reason) -> unlinked(at, reason);
        case SessionEvent.Deleted _ -> new Absent();
      };
    }

    private SessionState started() {
      Definition running = definition().running(true);
      return this instanceof LoggedOut ? new Unlinked(running) : defined(running);
    }

    private SessionState unlinked(Instant at, String reason) {
      return new LoggedOut(definition(), reason, at);
    }
  }

  /** Never linked, or ready to be linked again. */
  record Unlinked(Definition definition) implements Existing {

    @Override
    public @Nullable Account account() {
      return null;
    }

    @Override
    public Existing defined(Definition changed) {
      return new Unlinked(changed);
    }

    @Override
    public boolean needsBrowser() {
      return definition.shouldRun();
    }
  }

  /** The account knows this browser. */
  record Linked(Definition definition, Account account) implements Existing {

    @Override
    public Existing defined(Definition changed) {
      return new Linked(changed, account);
    }

    @Override
    public boolean needsBrowser() {
      return definition.shouldRun();
    }
  }

  /** The account forgot this browser. It rests until somebody starts it again. */
  record LoggedOut(Definition definition, String reason, Instant since) implements Existing {

    @Override
    public @Nullable Account account() {
      return null;
    }

    @Override
    public Existing defined(Definition changed) {
      return new LoggedOut(changed, reason, since);
    }

    @Override
    public boolean needsBrowser() {
      return false;
    }
  }

  /**
   * What callers decide about a session.
   *
   * @param shouldRun what they asked for last
   */
  record Definition(String name, SessionConfig config, Instant createdAt, boolean shouldRun) {

    Definition running(boolean wanted) {
      return new Definition(name, config, createdAt, wanted);
    }

    Definition with(@Nullable String newName, @Nullable SessionConfig newConfig) {
      return new Definition(
          newName == null ? name : newName,
          newConfig == null ? config : newConfig,
          createdAt,
          shouldRun);
    }
  }
}
