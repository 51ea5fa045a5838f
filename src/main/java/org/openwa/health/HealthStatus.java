package org.openwa.health;

import com.fasterxml.jackson.annotation.JsonValue;

/** How well something is; each is worse than the ones before. */
public enum HealthStatus {
  /** There is nothing to check. */
  NOT_CONFIGURED("not-configured"),
  OK("ok"),
  /** It works, but not as it should. */
  DEGRADED("degraded"),
  DOWN("down");

  private final String word;

  HealthStatus(String word) {
    this.word = word;
  }

  @JsonValue
  public String word() {
    return word;
  }
}
