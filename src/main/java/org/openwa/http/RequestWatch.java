package org.openwa.http;

import java.time.Duration;
import org.openwa.model.RequestId;

/** Hears of every request that was answered. Must return at once. */
@FunctionalInterface
public interface RequestWatch {

  /**
   * One answer.
   *
   * @param route the path as {@code openapi.yaml} has it, with names in the place of ids; {@code
   *     unknown} where there is none
   */
  void answered(RequestId id, String method, String route, int status, Duration took);
}
