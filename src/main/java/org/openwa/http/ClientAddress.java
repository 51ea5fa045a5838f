package org.openwa.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RemoteAddress;
import org.openwa.egress.Cidr;

/**
 * Finds out where a request comes from. Anybody may write {@code X-Forwarded-For}; it counts only
 * as far as proxies of ours wrote it: from its end to the first address that is none of them.
 */
record ClientAddress(List<Cidr> trustedProxies) {

  private static final String HEADER = "x-forwarded-for";

  /** Empty where the server does not say it. */
  Optional<InetAddress> of(HttpRequest request) {
    return request
        .getAttribute(AttributeKeys.remoteAddress)
        .flatMap(RemoteAddress::getAddress)
        .map(peer -> isTrusted(peer) ? behind(peer, request) : peer);
  }

  private InetAddress behind(InetAddress peer, HttpRequest request) {
    InetAddress nearest = peer;
    for (String text : forwarded(request).reversed()) {
      Optional<InetAddress> next = literal(text.strip());
      if (next.isEmpty()) {
        return nearest;
      }
      nearest = next.get();
      if (!isTrusted(nearest)) {
        return nearest;
      }
    }
    return nearest;
  }

  private static List<String> forwarded(HttpRequest request) {
    List<String> addresses = new ArrayList<>();
    for (HttpHeader header : request.getHeaders()) {
      if (header.is(HEADER)) {
        addresses.addAll(List.of(header.value().split(",", -1)));
      }
    }
    return addresses;
  }

  private boolean isTrusted(InetAddress address) {
    return trustedProxies.stream().anyMatch(proxy -> proxy.contains(address));
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
