package org.openwa.health;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The whole of it, as {@code /health/detailed} shows it.
 *
 * @param uptime of this process, in seconds
 */
public record HealthReport(
    HealthStatus status,
    String version,
    long uptime,
    Instant timestamp,
    String node,
    Map<String, Finding> checks) {

  public HealthReport {
    checks = Collections.unmodifiableMap(new LinkedHashMap<>(checks));
  }

  /** Whether a load balancer may keep the node. */
  public boolean well() {
    return status != HealthStatus.DOWN;
  }

  public Summary summary() {
    return new Summary(status, version, timestamp);
  }

  /** What everybody may know. */
  public record Summary(HealthStatus status, String version, Instant timestamp) {}
}
