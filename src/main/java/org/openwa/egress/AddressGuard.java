package org.openwa.egress;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says which addresses a customer's URL may lead to: public ones, and those that the operator
 * allowed. It judges the bytes that are really dialled, so no spelling of an address matters.
 */
public final class AddressGuard {

  /** IANA's special-purpose registries, RFC 6890 and its successors. */
  private static final List<Cidr> FORBIDDEN =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "64:ff9b:1::/48",
              "100::/64",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20",
              "5f00::/16",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(Cidr::parse)
          .toList();

  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");

  private final List<Cidr> allowed;

  public AddressGuard(List<Cidr> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /** Whether this address may be dialled. */
  public boolean permits(InetAddress address) {
    byte[] bytes = address.getAddress();
    return allowed.stream().anyMatch(range -> range.contains(bytes)) || isPublic(bytes);
  }

  private static boolean isPublic(byte[] bytes) {
    if (NAT64.contains(bytes)) {
      return isPublic(Arrays.copyOfRange(bytes, 12, 16));
    }
    // Every other way to write an IPv4 address into an IPv6 one begins with a zero byte.
    boolean embedded = bytes.length == 16 && bytes[0] == 0;
    return !embedded && FORBIDDEN.stream().noneMatch(range -> range.contains(bytes));
  }
}
