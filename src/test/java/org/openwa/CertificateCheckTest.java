package org.openwa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openwa.health.Finding;
import org.openwa.health.HealthStatus;

class CertificateCheckTest {

  /** Of a certificate that was made for this test, and is good for a hundred years. */
  private static final Path FILE = Path.of("src/test/resources/certificate/hundred-years.pem");

  private static final Instant END = Instant.parse("2126-10-31T17:33:06Z");

  @TempDir private Path folder;

  private static Finding daysBefore(int days) {
    return CertificateCheck.look(Optional.of(FILE), END.minus(days, ChronoUnit.DAYS));
  }

  @Test
  void aCertificateIsWellUntilAWeekBeforeItsEnd() {
    assertThat(daysBefore(7).status()).isEqualTo(HealthStatus.OK);
    assertThat(daysBefore(7).numbers()).containsEntry("daysLeft", 7L);
    assertThat(daysBefore(6).status()).isEqualTo(HealthStatus.DEGRADED);
    assertThat(daysBefore(0).status()).isEqualTo(HealthStatus.DOWN);
  }

  @Test
  void aFileThatCannotBeReadIsNoGoodNews() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "hello");

    assertThat(CertificateCheck.look(Optional.of(text), END).status()).isEqualTo(HealthStatus.DOWN);
    assertThat(CertificateCheck.look(Optional.of(folder.resolve("none")), END).status())
        .isEqualTo(HealthStatus.DOWN);
  }

  @Test
  void withoutAFileNothingIsSaid() {
    assertThat(CertificateCheck.look(Optional.empty(), END).status())
        .isEqualTo(HealthStatus.NOT_CONFIGURED);
  }
}
