package org.openwa.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {

  /** Of this test alone; it says 2026-01-01 to 2026-04-01. */
  private static final String PEM =
      """
      -----BEGIN CERTIFICATE-----
      MIIBBTCBrAIBATAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDAR0ZXN0MB4XDTI2MDEw
      MTAwMDAwMFoXDTI2MDQwMTAwMDAwMFowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqG
      SM49AgEGCCqGSM49AwEHA0IABISEkWuk4105PcOlTRQP0WCsrbXowhtIC45+ND2d
      PLpy9j7q698wqbFFg2vEhs7C43GojHd/LkmbcZvo5/AWqa8wCgYIKoZIzj0EAwID
      SAAwRQIgHpF1Z8EZgNAbfJIrX7DSVYE+T8kV+iCSSqP1BwO7y7kCIQCjZzuTfiqx
      gkV4eu0z5ulzRKas9rLk/5XAWnRZmdSx2A==
      -----END CERTIFICATE-----
      """;

  private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void aCertificateIsGoodUntilAWeekBeforeItsEnd() throws Exception {
    assertThat(look(Duration.ofDays(30)).status()).isEqualTo(HealthStatus.OK);
    assertThat(look(Duration.ofDays(30)).numbers()).containsEntry("daysLeft", 30L);
    assertThat(look(Duration.ofDays(7).minusMinutes(1)).status()).isEqualTo(HealthStatus.DEGRADED);
    assertThat(look(Duration.ofMinutes(-1)).status()).isEqualTo(HealthStatus.DOWN);
  }

  @Test
  void whatCannotBeReadIsNeverGood() throws Exception {
    Path none = folder.resolve("none.pem");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path damaged = Files.writeString(folder.resolve("damaged.pem"), PEM.replace("A", "!"));

    assertThat(Certificate.look(Optional.empty(), END).status())
        .isEqualTo(HealthStatus.NOT_CONFIGURED);
    for (Path file : new Path[] {none, empty, damaged}) {
      assertThat(Certificate.look(Optional.of(file), END.minusSeconds(9_999_999)).status())
          .isEqualTo(HealthStatus.DOWN);
    }
  }

  private Finding look(Duration beforeTheEnd) throws Exception {
    Path file = Files.writeString(folder.resolve("certificate.pem"), PEM);
    return Certificate.look(Optional.of(file), END.minus(beforeTheEnd));
  }
}
