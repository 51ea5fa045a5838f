package org.openwa.health;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How long the certificate that callers see is still good. Blocks on the disk. */
public final class Certificate {

  /** The operators' runbook renews a certificate that has less left. */
  private static final Duration SOON = Duration.ofDays(7);

  private Certificate() {}

  /**
   * Looks at all certificates of the file; the first that runs out counts.
   *
   * @param file PEM; empty where the operator named none, which is never called good
   */
  public static Finding look(Optional<Path> file, Instant now) {
    if (file.isEmpty()) {
      return Finding.notConfigured("no certificate file is set");
    }
    try (InputStream bytes = Files.newInputStream(file.get())) {
      return CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
          .map(X509Certificate.class::cast)
          .map(certificate -> certificate.getNotAfter().toInstant())
          .min(Instant::compareTo)
          .map(end -> judged(end, now))
          .orElseGet(() -> Finding.down("there is no certificate in " + file.get()));
    } catch (IOException | CertificateException e) {
      return Finding.down("the certificate cannot be read: " + file.get());
    }
  }

  private static Finding judged(Instant end, Instant now) {
    Duration left = Duration.between(now, end);
    Map<String, Object> numbers = Map.of("daysLeft", left.toDays(), "expiresAt", end);
    if (left.isNegative()) {
      return Finding.down("the certificate has expired").with(numbers);
    }
    String reason = left.toDays() + " days left";
    return (left.compareTo(SOON) < 0 ? Finding.degraded(reason) : Finding.ok(reason)).with(numbers);
  }
}
