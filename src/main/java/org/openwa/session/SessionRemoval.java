package org.openwa.session;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openwa.browser.BrowserHost;
import org.openwa.browser.Page;
import org.openwa.model.SessionId;

/**
 * Removes all that a session leaves behind: its link, browser, profile, messages and row.
 *
 * @param linkedPage a page that can unlink the account; where there is none, the phone goes on
 *     listing this device until it notices
 * @param lastSave completes when the row is written no more
 */
record SessionRemoval(
    SessionId id,
    long epoch,
    Optional<Page> linkedPage,
    CompletionStage<Void> lastSave,
    SessionParts parts) {

  CompletionStage<Void> run() {
    return linkedPage
        .map(Page::logout)
        .orElseGet(() -> CompletableFuture.completedStage(null))
        .handle((_, _) -> closeBrowser())
        .thenCompose(_ -> lastSave)
        // A new epoch, so that nothing is stored that the old browser may still report.
        .thenCompose(_ -> parts.leases().acquire(id))
        .thenCompose(_ -> parts.messages().deleteAll(id))
        .thenCompose(_ -> parts.files().forget(id))
        .thenCompose(_ -> parts.directory().delete(id));
  }

  private boolean closeBrowser() {
    parts.host().tell(new BrowserHost.Close(id, epoch));
    parts.host().tell(new BrowserHost.ForgetProfile(id));
    return true;
  }
}
