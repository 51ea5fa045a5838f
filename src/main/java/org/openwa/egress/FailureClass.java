package org.openwa.egress;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a request failed, without a word about our network. The names are API. */
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
  PROTOCOL;

  /** What an exception of {@link GuardedClient} comes down to. */
  public static FailureClass of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case GuardedResolver.BlockedAddress _ -> {
          return BLOCKED_ADDRESS;
        }
        case UnknownHostException _ -> {
          return DNS;
        }
        case SocketTimeoutException _, TimeoutException _ -> {
          return TIMEOUT;
        }
        case SSLException _ -> {
          return TLS;
        }
        case ConnectException _, NoRouteToHostException _ -> {
          return CONNECT;
        }
        default -> {}
      }
    }
    return PROTOCOL;
  }
}
