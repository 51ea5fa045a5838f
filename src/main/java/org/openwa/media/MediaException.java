package org.openwa.media;

/** Why a file could not be kept or fetched. The message is for callers: no path, no address. */
public final class MediaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the caller can conclude. */
  public enum Kind {
    /** More bytes than may be kept. */
    TOO_LARGE,
    /** Not a URL that files are fetched from, or one that leads where nobody may go. */
    BAD_URL,
    /** Nothing could be fetched from the URL. */
    NOT_FETCHED,
    /** The giver of the bytes broke off. */
    BROKEN_OFF,
    /** The file was deleted. */
    GONE,
    /** The place for files is full or away. */
    STORE_UNAVAILABLE
  }

  private final Kind kind;

  public MediaException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public MediaException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
