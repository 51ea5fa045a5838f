package org.openwa.browser;

import java.util.concurrent.CompletionStage;
import org.openwa.model.Account;
import org.openwa.model.SessionId;

/** Stores what a page holds and was never told, before anything newer is stored. */
@FunctionalInterface
public interface CatchUp {

  /**
   * Completes with true when nothing is missing any more, and with false where the page did not
   * give all of it; what is missing is remembered then, whatever is stored meanwhile, so that facts
   * need not wait for it. A failure means that not even that is known. After both: try again.
   */
  CompletionStage<Boolean> run(SessionId session, long epoch, Account account, Page page);
}
