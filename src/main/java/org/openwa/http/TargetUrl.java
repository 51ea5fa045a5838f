package org.openwa.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openwa.egress.AddressGuard;
import org.openwa.egress.LiteralAddress;

/**
 * Where a customer wants events to go. An address that may not be dialled is refused here, in
 * whatever spelling; a name is judged by what it leads to, each time it is dialled.
 */
final class TargetUrl {

  static final String EXPECTED = "an http or https URL with a host, without a login or fragment";

  private static final int MAX_LENGTH = 2048;

  private TargetUrl() {}

  /**
   * Reads a URL; empty where it is none that we take.
   *
   * @throws ProblemException where it is an address that may not be dialled
   */
  static Optional<URI> parse(String text, AddressGuard guard) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      URI url = new URI(text);
      return isWeb(url) && isHost(hostOf(url), guard) && url.getHost() != null && hasPort(url)
          ? Optional.of(url)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isWeb(URI url) {
    return ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null;
  }

  private static boolean hasPort(URI url) {
    return url.getPort() == -1 || (url.getPort() > 0 && url.getPort() <= 65_535);
  }

  /** Java takes only some spellings of an address for a host; others are an authority to it. */
  private static @Nullable String hostOf(URI url) {
    if (url.getHost() != null || url.getRawAuthority() == null) {
      return url.getHost();
    }
    String authority = url.getRawAuthority();
    int port = authority.lastIndexOf(':');
    return port < 0 ? authority : authority.substring(0, port);
  }

  private static boolean isHost(@Nullable String host, AddressGuard guard) {
    if (host == null || host.isEmpty()) {
      return false;
    }
    try {
      Optional<InetAddress> address = LiteralAddress.of(host);
      if (address.isPresent() && !guard.permits(address.get())) {
        throw Problem.blockedAddress().exception();
      }
      return address.isEmpty() || LiteralAddress.isUsual(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
