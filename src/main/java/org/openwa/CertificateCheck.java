package org.openwa;

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
import org.openwa.health.Finding;

/** How long the certificate in front of the API is still good. */
final class CertificateCheck {

  /** The operators' runbook renews it before. */
  private static final long FEW_DAYS = 7;

  private CertificateCheck() {}

  /** Reads the first certificate of a PEM file, which is the server's own. Blocks. */
  static Finding look(Optional<Path> file, Instant now) {
    if (file.isEmpty()) {
      return Finding.notConfigured("no certificate file is set");
    }
    try (InputStream bytes = Files.newInputStream(file.get())) {
      if (CertificateFactory.getInstance("X.509").generateCertificate(bytes)
          instanceof X509Certificate certificate) {
        return until(certificate.getNotAfter().toInstant(), now);
      }
      return Finding.down("the certificate file holds something else");
    } catch (IOException | CertificateException e) {
      return Finding.down("the certificate file cannot be read");
    }
  }

  private static Finding until(Instant end, Instant now) {
    long days = Duration.between(now, end).toDays();
    String reason = days + " days left";
    if (!now.isBefore(end)) {
      return Finding.down("it ran out").with(Map.of("daysLeft", days));
    }
    return (days < FEW_DAYS ? Finding.degraded(reason) : Finding.ok(reason))
        .with(Map.of("daysLeft", days));
  }
}
