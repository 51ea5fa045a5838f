package org.openwa.session;

/** What the API says about a session. */
public enum SessionStatus {
  /** Should not run, and does not. */
  STOPPED,
  /** Its browser starts, or the page loads. */
  INITIALIZING,
  /** Waits for a phone to scan. */
  SCAN_QR,
  /** Linked; the page loads its chats. */
  CONNECTING,
  CONNECTED,
  /** Should run and is not connected; it is being retried. */
  DISCONNECTED,
  /** Linked, but blocked behind something only a person can answer. */
  ACTION_REQUIRED,
  /** The account unlinked it; needs a new QR code. */
  LOGGED_OUT,
  /** Retries are used up. */
  FAILED
}
