package org.openwa.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a customer's URL may lead to. */
class AddressGuardTest {

  private final AddressGuard strict = new AddressGuard(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "127.1",
        "2130706433",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        // Of IPv6: unspecified, loopback, every way to write an IPv4 address into one.
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:0:127.0.0.1",
        "::5efe:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::1",
        "64:ff9b:1:ffff::8.8.8.8",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        // And what is not for the public.
        "100::1",
        "2001::1",
        "2001:1ff:ffff::1",
        "2001:db8::1",
        "3fff::1",
        "3fff:fff:ffff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1"
      })
  void whatIsNotPublicIsForbidden(String address) throws Exception {
    assertThat(strict.permits(literal(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2606:4700:4700::1111",
        "2a00:1450::1",
        "2003::1",
        "64:ff9b::8.8.8.8",
        "3ffe::1",
        "4000::1",
        // Java reads a mapped address as the IPv4 address that it stands for, and so does the dial.
        "::ffff:8.8.8.8"
      })
  void whatIsPublicIsPermitted(String address) throws Exception {
    assertThat(strict.permits(literal(address))).isTrue();
  }

  @Test
  void theOperatorMayAllowNetworks() throws Exception {
    AddressGuard guard =
        new AddressGuard(
            Stream.of("10.1.0.0/16", "::1/128", "127.0.0.1/32").map(Cidr::parse).toList());

    assertThat(guard.permits(literal("10.1.255.255"))).isTrue();
    assertThat(guard.permits(literal("10.2.0.0"))).isFalse();
    assertThat(guard.permits(literal("::1"))).isTrue();
    assertThat(guard.permits(literal("127.0.0.1"))).isTrue();
    assertThat(guard.permits(literal("127.0.0.2"))).isFalse();
    assertThat(guard.permits(literal("64:ff9b::127.0.0.1"))).isFalse();
  }

  @Test
  void aRangeOfOneFamilyHoldsNothingOfTheOther() throws Exception {
    assertThat(new AddressGuard(List.of(Cidr.parse("0.0.0.0/0"))).permits(literal("::1")))
        .isFalse();
    assertThat(new AddressGuard(List.of(Cidr.parse("::/0"))).permits(literal("127.0.0.1")))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0.0/",
        "/8",
        "10.0.0.0/33",
        "::/129",
        "10.0.0.0/-1",
        "localhost/8",
        "10.0.0.0/8/8",
        "10.0.0.0/9999",
        "abc/8",
        "10.0.0.0 /8"
      })
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static InetAddress literal(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }
}
