package org.openwa.http;

import java.time.Duration;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.TimeoutAccess;
import org.openwa.model.RequestId;
import scala.jdk.javaapi.DurationConverters;

/** Gives Pekko's own last resort, for when even our deadline did not fire, the shape of ours. */
final class LateAnswer {

  /** Our own deadline comes first and gives a better answer. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private LateAnswer() {}

  static void prepare(HttpRequest request, RequestId id, Duration limit) {
    request
        .getHeader(TimeoutAccess.class)
        .map(TimeoutAccess::timeoutAccess)
        .ifPresent(access ->
            access.update(
                DurationConverters.toScala(limit.plus(GRACE)),
                _ -> StandardHeaders.on(Answers.problem(Problem.noAnswer(), id), id)));
  }
}
