package org.openwa.browser;

/**
 * A browser must not be opened on what is there of its profile, and trying again would not help;
 * the message tells the operator why.
 */
public final class ProfileRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ProfileRefused(String message) {
    super(message);
  }
}
