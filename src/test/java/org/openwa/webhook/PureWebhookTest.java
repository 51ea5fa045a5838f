package org.openwa.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import java.net.InetAddress;
import java.net.http.HttpHeaders;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openwa.egress.AddressGuard;
import org.openwa.egress.Cidr;

/** The rules of delivery, without actors and without a network. */
class PureWebhookTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final AddressGuard GUARD = new AddressGuard(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "2130706433",
        "10.1.2.3",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:1::",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "3fff::1",
        "5f00::1",
        "100::1"
      })
  void privateAddressesAreRefusedHoweverTheyAreSpelled(String address) throws Exception {
    assertThat(GUARD.permits(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808"})
  void publicAddressesArePermitted(String address) throws Exception {
    assertThat(GUARD.permits(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void theOperatorMayAllowANetwork() throws Exception {
    AddressGuard guard =
        new AddressGuard(List.of(Cidr.parse("10.1.0.0/16"), Cidr.parse("::1/128")));

    assertThat(guard.permits(InetAddress.ofLiteral("10.1.9.9"))).isTrue();
    assertThat(guard.permits(InetAddress.ofLiteral("10.2.0.1"))).isFalse();
    assertThat(guard.permits(InetAddress.ofLiteral("::1"))).isTrue();
  }

  @Test
  void theScheduleLastsAboutThreeDaysAndThenEnds() {
    Duration total = Duration.ZERO;
    int attempts = 1;

    Optional<Duration> wait = waitAfter(attempts, Optional.empty());
    while (wait.isPresent()) {
      total = total.plus(wait.get());
      wait = waitAfter(++attempts, Optional.empty());
    }

    assertThat(attempts).isEqualTo(11);
    assertThat(total).isBetween(Duration.ofHours(75), Duration.ofHours(91));
  }

  @Test
  void aReceiverMayAskForALongerWaitWithinLimits() {
    assertThat(waitAfter(1, Optional.of(Duration.ofMinutes(2)))).contains(Duration.ofMinutes(2));
    assertThat(waitAfter(1, Optional.of(Duration.ofDays(9))))
        .contains(DeliverySchedule.LONGEST_ASKED);
  }

  @Test
  void theBreakerOpensAfterFailuresInARowAndProbes() {
    Breaker breaker = Breaker.closed();
    for (int i = 0; i < Breaker.FAILURES; i++) {
      breaker = breaker.onFailure(NOON);
    }
    Instant later = NOON.plus(Breaker.FIRST_PAUSE);

    assertThat(breaker.limit(NOON, 32)).isZero();
    assertThat(breaker.limit(later, 32)).isEqualTo(1);
    assertThat(breaker.onFailure(later).limit(later.plus(Breaker.FIRST_PAUSE), 32)).isZero();
    assertThat(breaker.onSuccess().limit(NOON, 32)).isEqualTo(32);
  }

  @Test
  void thePublishedVerifierAcceptsOurSignatureDuringARotationToo() {
    Secrets former = Secrets.random(new SecureRandom());
    Secrets rotated = former.rotate(new SecureRandom(), Instant.now());
    long now = Instant.now().getEpochSecond();

    String signature = Signature.standard(rotated.at(Instant.now()), "evt_1", now, "{}");

    for (String secret : List.of(rotated.current(), former.current())) {
      HttpHeaders headers =
          HttpHeaders.of(
              Map.of(
                  "webhook-id", List.of("evt_1"),
                  "webhook-timestamp", List.of(Long.toString(now)),
                  "webhook-signature", List.of(signature)),
              (_, _) -> true);
      assertThatCode(() -> new Webhook(secret).verify("{}", headers)).doesNotThrowAnyException();
    }
  }

  @Test
  void aFormerSecretStopsSigningAfterTheOverlap() {
    Secrets rotated = Secrets.of("0123456789abcdef").rotate(new SecureRandom(), NOON);

    assertThat(rotated.at(NOON.plus(Secrets.OVERLAP).minusSeconds(1))).hasSize(2);
    assertThat(rotated.at(NOON.plus(Secrets.OVERLAP))).hasSize(1);
  }

  @Test
  void theLegacySignatureIsTheOneOfTheOriginal() {
    assertThat(Signature.legacy("key", "The quick brown fox jumps over the lazy dog"))
        .isEqualTo("sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
  }

  private static Optional<Duration> waitAfter(int attempts, Optional<Duration> asked) {
    return DeliverySchedule.DEFAULT.waitAfter(attempts, asked, new Random(1));
  }
}
