package org.openwa.egress;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** A range of IP addresses, like {@code 10.0.0.0/8} or {@code fc00::/7}. */
public record Cidr(InetAddress network, int prefix) {

  private static final Pattern SYNTAX = Pattern.compile("[0-9a-fA-F:.]+/[0-9]{1,3}");

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException where the text is none
   */
  public static Cidr parse(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException("not a range of addresses: " + text);
    }
    int slash = text.indexOf('/');
    InetAddress network = InetAddress.ofLiteral(text.substring(0, slash));
    int prefix = Integer.parseInt(text.substring(slash + 1));
    if (prefix > network.getAddress().length * 8) {
      throw new IllegalArgumentException("not a range of addresses: " + text);
    }
    return new Cidr(network, prefix);
  }

  /**
   * Reads a range, or an address, which is a range of one.
   *
   * @throws IllegalArgumentException where the text is neither
   */
  public static Cidr parseRangeOrAddress(String text) {
    return text.indexOf('/') >= 0
        ? parse(text)
        : parse(text + (text.indexOf(':') >= 0 ? "/128" : "/32"));
  }

  /** Whether the address is of this range; one of the other family is not. */
  public boolean contains(InetAddress address) {
    return contains(address.getAddress());
  }

  boolean contains(byte[] address) {
    byte[] mine = network.getAddress();
    if (mine.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (address[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }
}
