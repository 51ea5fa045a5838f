package org.openwa.http;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;
import org.openwa.model.RequestId;

/**
 * Answers what Pekko could not even read as a request, in the shape of all other errors. Pekko
 * finds it by its name and this field, as if it were an object of Scala.
 */
public final class ParsingProblem extends ParsingErrorHandler {

  @SuppressWarnings("MemberName") // Scala's name for it, which Pekko looks up.
  public static final ParsingProblem MODULE$ = new ParsingProblem();

  private ParsingProblem() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    RequestId id = RequestIds.make();
    log.info("Answered {}: not a request: {} (request {})", status.intValue(), error.summary(), id);
    Problem problem = Problem.badRequest(status.intValue(), Texts.shown(status.reason()) + ".");
    return StandardHeaders.on(Answers.problem(problem, id), id);
  }
}
