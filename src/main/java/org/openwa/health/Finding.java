package org.openwa.health;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a check found.
 *
 * @param reason in words, for an operator
 * @param numbers beside it, for example how many sessions are connected
 */
public record Finding(
    HealthStatus status, String reason, @JsonAnyGetter Map<String, Object> numbers) {

  public Finding {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }

  public static Finding ok(String reason) {
    return new Finding(HealthStatus.OK, reason, Map.of());
  }

  public static Finding degraded(String reason) {
    return new Finding(HealthStatus.DEGRADED, reason, Map.of());
  }

  public static Finding down(String reason) {
    return new Finding(HealthStatus.DOWN, reason, Map.of());
  }

  public static Finding notConfigured(String reason) {
    return new Finding(HealthStatus.NOT_CONFIGURED, reason, Map.of());
  }

  /** The same with numbers beside it. */
  public Finding with(Map<String, Object> more) {
    return new Finding(status, reason, more);
  }
}
