package org.openwa.session;

import java.time.Duration;
import org.openwa.browser.BridgeEvent;

/** What moves a session from one {@link SessionRuntime} to the next. */
sealed interface RuntimeInput {

  /** A browser is wanted. */
  record Run() implements RuntimeInput {}

  /** No browser is wanted. */
  record Rest() implements RuntimeInput {}

  /** A fresh browser is wanted. */
  record Reopen() implements RuntimeInput {}

  /** A browser of an earlier incarnation of the session was found open. */
  record Adopted() implements RuntimeInput {}

  /** Another node has the session, or may have it. */
  record Held(String reason, Duration retryAfter) implements RuntimeInput {}

  /** The session is this node's. */
  record Granted() implements RuntimeInput {}

  /** The browser runs and its page can be called. */
  record PageOpened() implements RuntimeInput {}

  /** The page said how it stands. */
  record PageChanged(BridgeEvent.PageState state) implements RuntimeInput {}

  /** The browser did not start, or it died. */
  record Lost(String reason) implements RuntimeInput {}

  /** The browser must not be started, and trying again would not help. */
  record Refused(String reason) implements RuntimeInput {}

  /** Nothing of the browser is left. */
  record Closed() implements RuntimeInput {}

  /** The state's deadline has come. */
  record Expired() implements RuntimeInput {}
}
