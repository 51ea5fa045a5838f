package org.openwa.vault;

/**
 * The vault cannot do what was asked, and trying again would not help. The message is for the
 * operator; it never holds a key or a part of a profile.
 */
public final class VaultException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public VaultException(String message) {
    super(message);
  }

  public VaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
