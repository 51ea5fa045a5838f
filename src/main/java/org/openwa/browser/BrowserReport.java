package org.openwa.browser;

/**
 * What a session hears of its browser. Every report carries the epoch of that browser, so that late
 * ones of a browser that was replaced can be told apart. Never leaves the node.
 */
public sealed interface BrowserReport {

  long epoch();

  /** The page can be called. */
  record Opened(long epoch, Page page) implements BrowserReport {}

  /** The page's state changed. */
  record StateChanged(long epoch, BridgeEvent.PageState state) implements BrowserReport {}

  /** It did not start, or it died. {@link Closed} follows. */
  record Lost(long epoch, String reason) implements BrowserReport {}

  /** It must not be opened here, and trying again would not help. {@link Closed} follows. */
  record Refused(long epoch, String reason) implements BrowserReport {}

  /**
   * Nothing of it is left; another one may be opened on the same profile. Always the last report.
   */
  record Closed(long epoch) implements BrowserReport {}
}
