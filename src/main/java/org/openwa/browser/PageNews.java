package org.openwa.browser;

/** What is worth telling when it happens and not worth keeping: the next one replaces it. */
public sealed interface PageNews permits PageNews.CodeShown, BridgeEvent.PresenceChanged {

  /**
   * The page shows another code to scan.
   *
   * @param number counts the codes that this browser has shown
   */
  record CodeShown(int number, BridgeEvent.QrShown code) implements PageNews {

    /** Without the code, which must not get into a log. */
    @Override
    public String toString() {
      return "CodeShown[" + number + "]";
    }
  }
}
