package org.openwa.http;

import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.TimeoutAccess;

/** Gives Pekko's own last resort, for when even our deadline did not fire, the shape of ours. */
final class LateAnswer {

  private LateAnswer() {}

  static void prepare(HttpRequest request, RequestId id) {
    request
        .getHeader(TimeoutAccess.class)
        .ifPresent(header ->
            header
                .timeoutAccess()
                .updateHandler(
                    _ -> StandardHeaders.on(Answers.problem(Problem.noAnswer(), id), id)));
  }
}
