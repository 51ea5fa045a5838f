package org.openwa.webhook;

/** Why a delivery failed, without a word about our network. The names are API. */
public enum FailureClass {
  /** The name does not resolve. */
  DNS,
  /** The name leads to an address that may not be dialled. */
  BLOCKED_ADDRESS,
  /** Nobody answers there. */
  CONNECT,
  /** The certificate or the protocol is wrong. */
  TLS,
  /** No complete answer in time. */
  TIMEOUT,
  /** The answer was no HTTP. */
  PROTOCOL
}
