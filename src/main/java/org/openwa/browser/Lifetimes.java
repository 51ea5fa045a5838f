package org.openwa.browser;

import org.openwa.model.SessionId;

/** Says how long browsers may live. */
@FunctionalInterface
public interface Lifetimes {

  /** For tests and tools: a browser may live as long as its program. */
  Lifetimes ENDLESS = _ -> Long.MAX_VALUE;

  /**
   * The moment, in nanoseconds of the kernel's clock, before which the browser of a session need
   * not be gone; one in the past where it may not live at all. An answer is a promise: whatever
   * happens after it, until that moment nobody else opens a browser for the session.
   *
   * <p>Asked several times a second from one thread, so it answers at once.
   */
  long until(SessionId session);
}
