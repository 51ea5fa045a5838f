package org.openwa.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HealthTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final InstantSource source = now::get;

  @Test
  void aNodeIsWellWhenAllChecksAre() throws Exception {
    HealthReport report =
        ask(
            HealthCheck.of("database", says(Finding.ok("answered"))),
            HealthCheck.of("certificate", says(Finding.notConfigured("no file is set"))));

    assertThat(report.status()).isEqualTo(HealthStatus.OK);
    assertThat(report.checks()).containsOnlyKeys("database", "certificate");
    assertThat(report.summary())
        .isEqualTo(new HealthReport.Summary(HealthStatus.OK, "0.1.0", NOON));
  }

  @Test
  void aPartThatIsDownMakesTheNodeWorseByItsWeight() throws Exception {
    HealthReport plain = ask(HealthCheck.of("database", says(Finding.down("away"))));
    HealthReport vital = ask(HealthCheck.vital("cluster", says(Finding.down("removed"))));

    assertThat(plain.status()).isEqualTo(HealthStatus.DEGRADED);
    assertThat(plain.well()).isTrue();
    assertThat(vital.status()).isEqualTo(HealthStatus.DOWN);
    assertThat(vital.well()).isFalse();
  }

  @Test
  void aCheckThatBreaksOrHangsIsDownAndSaysNothingInternal() throws Exception {
    HealthReport report =
        ask(
            HealthCheck.of("hangs", CompletableFuture::new),
            HealthCheck.of("fails", () -> CompletableFuture.failedFuture(new Exception("secret"))),
            HealthCheck.of(
                "throws",
                () -> {
                  throw new IllegalStateException("secret");
                }));

    assertThat(report.checks().values())
        .allSatisfy(finding -> assertThat(finding.status()).isEqualTo(HealthStatus.DOWN))
        .noneSatisfy(finding -> assertThat(finding.reason()).contains("secret"));
    assertThat(report.checks().values().iterator().next().reason()).contains("50 ms");
  }

  @Test
  void whoAsksOftenIsToldWhatWasFoundAMomentAgo() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    Health health =
        health(
            HealthCheck.of(
                "disk",
                () -> CompletableFuture.completedFuture(Finding.ok("" + looks.incrementAndGet()))));

    health.report();
    health.report();
    now.set(NOON.plusSeconds(1));
    HealthReport later = get(health.report());

    assertThat(looks).hasValue(2);
    assertThat(later.uptime()).isEqualTo(1);
  }

  @Test
  void numbersStandBesideTheStatus() throws Exception {
    Finding finding = Finding.ok("all run").with(Map.of("total", 2));

    assertThat(new ObjectMapper().writeValueAsString(finding))
        .isEqualTo("{\"status\":\"ok\",\"reason\":\"all run\",\"total\":2}");
  }

  @Test
  void aNodeThatLeavesIsNeverReadyAgain() {
    Readiness readiness = new Readiness();
    assertThat(readiness.isReady()).isFalse();

    readiness.begin();
    assertThat(readiness.answer().status()).isEqualTo(HealthStatus.OK);

    readiness.leave();
    readiness.begin();
    assertThat(readiness.answer().status()).isEqualTo(HealthStatus.DOWN);
  }

  private HealthReport ask(HealthCheck... checks) throws Exception {
    return get(health(checks).report());
  }

  private Health health(HealthCheck... checks) {
    Clock clock = source.withZone(ZoneOffset.UTC);
    return new Health("0.1.0", "node-1", List.of(checks), Duration.ofMillis(50), clock);
  }

  private static HealthReport get(CompletionStage<HealthReport> report) throws Exception {
    return report.toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  private static Supplier<CompletionStage<Finding>> says(Finding finding) {
    return () -> CompletableFuture.completedFuture(finding);
  }
}
