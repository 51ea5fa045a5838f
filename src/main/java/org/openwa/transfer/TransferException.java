package org.openwa.transfer;

/** An export cannot be written or read; the message is for the operator. */
public final class TransferException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TransferException(String message) {
    super(message);
  }

  public TransferException(String message, Throwable cause) {
    super(message, cause);
  }
}
