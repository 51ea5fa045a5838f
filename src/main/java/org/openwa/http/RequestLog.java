package org.openwa.http;

import java.time.Duration;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.openwa.model.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line for each request: what changes something at info, what reads at debug, what broke at
 * error with the cause. Never a query, a header or a body.
 */
final class RequestLog {

  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  private static final int PATH_SHOWN = 200;

  private RequestLog() {}

  static void answered(RequestId id, HttpRequest request, int status, Duration took) {
    RequestId.mark(
        id,
        () ->
            LOG.atLevel(level(request, status))
                .log(
                    "{} {} answered {} in {} ms",
                    request.method().name(),
                    path(request),
                    status,
                    took.toMillis()));
  }

  /** What was not foreseen. */
  static void broke(RequestId id, HttpRequest request, Throwable failure) {
    RequestId.mark(
        id, () -> LOG.error("{} {} broke", request.method().name(), path(request), failure));
  }

  private static Level level(HttpRequest request, int status) {
    if (status >= 500) {
      return Level.WARN;
    }
    return request.method().isSafe() ? Level.DEBUG : Level.INFO;
  }

  private static String path(HttpRequest request) {
    String path = request.getUri().path();
    return path.length() <= PATH_SHOWN ? path : path.substring(0, PATH_SHOWN);
  }
}
