package org.openwa.browser;

import org.openwa.model.SessionId;

/** Where a browser's passing news go. Returns at once; what cannot be told now is not told. */
@FunctionalInterface
public interface NewsSink {

  void tell(SessionId session, long epoch, PageNews news);
}
