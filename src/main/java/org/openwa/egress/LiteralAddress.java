package org.openwa.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that are written into a URL, in every spelling that some resolver understands: parts
 * may be left out, or be octal or hexadecimal ({@code 127.1}, {@code 0177.1}, {@code 0x7f000001}).
 */
public final class LiteralAddress {

  private static final Pattern DECIMAL =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  private LiteralAddress() {}

  /**
   * The address of a host that is none but a number; empty where it is a name.
   *
   * @param host as in a URL, an IPv6 address in brackets
   * @throws IllegalArgumentException where it looks like an address and is none
   */
  public static Optional<InetAddress> of(String host) {
    if (host.startsWith("[")) {
      return Optional.of(InetAddress.ofLiteral(withoutZone(host)));
    }
    List<String> parts = new ArrayList<>(Arrays.asList(host.split("\\.", -1)));
    if (parts.size() > 1 && parts.getLast().isEmpty()) {
      parts.removeLast();
    }
    return isNumber(parts.getLast()) ? Optional.of(ofParts(parts)) : Optional.empty();
  }

  /** Whether an address is written as everybody writes it. */
  public static boolean isUsual(String host) {
    return host.startsWith("[") ? host.indexOf('%') < 0 : DECIMAL.matcher(host).matches();
  }

  private static String withoutZone(String host) {
    int zone = host.indexOf('%');
    return host.substring(1, zone < 0 ? host.length() - 1 : zone);
  }

  private static boolean isNumber(String part) {
    return part.matches("[0-9]+|0[xX][0-9a-fA-F]*");
  }

  /** The last part fills what the others leave. */
  private static InetAddress ofParts(List<String> parts) {
    if (parts.size() > 4) {
      throw new IllegalArgumentException("too many parts");
    }
    long value = number(parts.getLast());
    int left = 5 - parts.size();
    if (value >= 1L << (8 * left)) {
      throw new IllegalArgumentException("too large");
    }
    for (int i = 0; i < parts.size() - 1; i++) {
      long part = number(parts.get(i));
      if (part > 255) {
        throw new IllegalArgumentException("too large");
      }
      value += part << (8 * (3 - i));
    }
    byte[] bytes = {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long number(String part) {
    if (!isNumber(part) || part.length() > 14) {
      throw new IllegalArgumentException("no number");
    }
    if (part.startsWith("0x") || part.startsWith("0X")) {
      return part.length() == 2 ? 0 : Long.parseLong(part.substring(2), 16);
    }
    return part.length() > 1 && part.startsWith("0")
        ? Long.parseLong(part, 8)
        : Long.parseLong(part);
  }
}
