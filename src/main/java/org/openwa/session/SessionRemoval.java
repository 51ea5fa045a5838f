package org.openwa.session;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openwa.browser.BrowserHost;
import org.openwa.browser.Page;
import org.openwa.lease.Grant;
import org.openwa.model.SessionId;

/**
 * Removes all that a session leaves behind: its link, browser, profile, messages and row.
 *
 * @param linkedPage a page that can unlink the account; where there is none, the phone goes on
 *     listing this device until it notices
 * @param lastSave completes when the row is written no more
 * @param browserGone completes when the browser is
 */
record SessionRemoval(
    SessionId id,
    long epoch,
    Optional<Page> linkedPage,
    CompletionStage<Void> lastSave,
    Supplier<CompletionStage<?>> browserGone,
    SessionParts parts) {

  /** Half a second each: as long as an owner that died may count as one. */
  private static final int TRIES = 30;

  CompletionStage<Void> run() {
    return linkedPage
        .map(Page::logout)
        .orElseGet(() -> CompletableFuture.completedStage(null))
        .handle((_, _) -> closeBrowser())
        .thenCompose(_ -> lastSave)
        // A new epoch, so that nothing is stored that the old browser may still report.
        .thenCompose(_ -> takeEpoch(TRIES))
        .thenCompose(newest ->
            parts
                .messages()
                .deleteAll(id)
                .thenCompose(_ -> parts.files().forget(id))
                .thenCompose(_ -> parts.directory().delete(id))
                .whenComplete((_, _) -> releaseWhenGone(newest)));
  }

  /** Another node that still has the session gives it back before long, or its lease runs out. */
  private CompletionStage<Long> takeEpoch(int tries) {
    return parts
        .leases()
        .acquire(id)
        .thenCompose(grant ->
            switch (grant) {
              case Grant.Granted(var newest) -> CompletableFuture.completedStage(newest);
              case Grant.Refused(var reason, _) when tries <= 1 ->
                  CompletableFuture.failedStage(new IllegalStateException(reason));
              case Grant.Refused(_, var retryAfter) ->
                  CompletableFuture.supplyAsync(
                          () -> tries - 1,
                          CompletableFuture.delayedExecutor(
                              retryAfter.toMillis(), TimeUnit.MILLISECONDS))
                      .thenCompose(this::takeEpoch);
            });
  }

  private void releaseWhenGone(long newest) {
    var _ = browserGone.get().whenComplete((_, _) -> parts.leases().release(id, newest));
  }

  private boolean closeBrowser() {
    parts.host().tell(new BrowserHost.Close(id, epoch));
    parts.host().tell(new BrowserHost.ForgetProfile(id));
    return true;
  }
}
