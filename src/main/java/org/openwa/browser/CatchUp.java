package org.openwa.browser;

import java.util.concurrent.CompletionStage;
import org.openwa.model.Account;
import org.openwa.model.SessionId;

/** Stores what a page holds and was never told, before anything newer is stored. */
@FunctionalInterface
public interface CatchUp {

  /**
   * Completes when nothing is missing any more. A page that does not answer is let be; any other
   * failure means: try again.
   */
  CompletionStage<Void> run(SessionId session, long epoch, Account account, Page page);
}
