package org.openwa.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openwa.session.SessionDirectory;
import org.openwa.session.SessionDirectory.Listing;
import org.openwa.session.SessionDirectory.Order;
import org.openwa.session.SessionDirectory.Query;
import org.openwa.session.SessionStatus;
import org.openwa.session.SessionView;

/** Reads the whole list, page by page, where an answer needs all of it; up to a bound. */
final class AllSessions {

  static final int PAGE = 1_000;

  /** More than any cluster that we know of; the rest is left out. */
  static final int MOST = 10_000;

  private final SessionDirectory directory;
  private final Duration patience;

  AllSessions(SessionDirectory directory, Duration patience) {
    this.directory = directory;
    this.patience = patience;
  }

  /** All, or a failure where the database does not say it in time. */
  CompletionStage<List<SessionView>> inTime() {
    return of(Optional.empty())
        .toCompletableFuture()
        .copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** All in this status. */
  CompletionStage<List<SessionView>> of(Optional<SessionStatus> status) {
    return from(0, status, new ArrayList<>());
  }

  private CompletionStage<List<SessionView>> from(
      int offset, Optional<SessionStatus> status, List<SessionView> before) {
    return directory
        .list(new Query(Set.of(), status, Order.ID, false, PAGE, offset))
        .thenCompose((Listing page) -> {
          before.addAll(page.sessions());
          int next = offset + PAGE;
          return next < page.total() && next < MOST
              ? from(next, status, before)
              : CompletableFuture.completedStage(List.copyOf(before));
        });
  }
}
