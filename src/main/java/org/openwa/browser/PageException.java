package org.openwa.browser;

/** Why the page did not do what was asked. */
public final class PageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the caller can conclude. */
  public enum Kind {
    /** Nobody on WhatsApp uses this number. Nothing was sent. */
    UNKNOWN_NUMBER,
    /** The page said no; the message tells why. Nothing was sent. */
    REFUSED,
    /** No answer: the page hangs, crashed or was closed. What was asked may have happened. */
    NO_ANSWER
  }

  private final Kind kind;

  public PageException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public PageException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
