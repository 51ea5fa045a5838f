package org.openwa.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks again only when the last finding has become old. One that is not ok is not kept. */
final class KeptFinding implements Supplier<CompletionStage<Finding>> {

  private final Supplier<CompletionStage<Finding>> look;
  private final Duration time;
  private final InstantSource clock;

  private @Nullable CompletionStage<Finding> last;
  private Instant until = Instant.MIN;

  KeptFinding(Supplier<CompletionStage<Finding>> look, Duration time, InstantSource clock) {
    this.look = look;
    this.time = time;
    this.clock = clock;
  }

  @Override
  public synchronized CompletionStage<Finding> get() {
    Instant now = clock.instant();
    if (last == null || !now.isBefore(until)) {
      CompletionStage<Finding> found = look.get();
      last = found;
      until = now.plus(time);
      found.whenComplete((finding, _) -> forgetUnlessOk(found, finding));
    }
    return last;
  }

  private synchronized void forgetUnlessOk(
      CompletionStage<Finding> found, @Nullable Finding finding) {
    if (found.equals(last) && (finding == null || finding.status() != HealthStatus.OK)) {
      last = null;
    }
  }
}
