package org.openwa.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.openwa.model.SessionId;

/**
 * The list of all sessions, as each of them last wrote itself down; for lists and for waking what
 * should run. The journal of a session decides where the two differ.
 */
public interface SessionDirectory {

  /**
   * Writes or replaces the row of a session. Fails with {@link
   * org.openwa.lease.StaleEpochException}, having written nothing, where a newer owner exists.
   */
  CompletionStage<Void> save(SessionView session);

  CompletionStage<Void> delete(SessionId session);

  CompletionStage<Listing> list(Query query);

  /** Ids of all sessions that should run. */
  CompletionStage<List<SessionId>> shouldRun();

  /** By what a list is sorted; equal ones by id. */
  enum Order {
    ID,
    CREATED_AT,
    STATUS
  }

  /**
   * Which sessions to list.
   *
   * @param among only these; empty for all
   * @param limit 1 to 1000
   */
  record Query(
      Set<SessionId> among,
      Optional<SessionStatus> status,
      Order order,
      boolean descending,
      int limit,
      int offset) {

    public Query {
      among = Set.copyOf(among);
    }
  }

  /**
   * A page of the list.
   *
   * @param total how many sessions the query finds on all pages
   */
  record Listing(List<SessionView> sessions, long total) {

    public Listing {
      sessions = List.copyOf(sessions);
    }
  }
}
