package org.openwa.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.openwa.media.MediaException;

/** Problems with files. */
final class MediaProblem {

  private MediaProblem() {}

  static Problem of(MediaException failure) {
    String detail = String.valueOf(failure.getMessage());
    return switch (failure.kind()) {
      case TOO_LARGE -> problem(413, "MEDIA_TOO_LARGE", "The file is too large.", detail);
      case BAD_URL -> Problem.invalid(List.of(new FieldError("media.url", detail)));
      case NOT_FETCHED ->
          problem(422, "MEDIA_NOT_FETCHED", "The file could not be fetched.", detail);
      case GONE -> gone();
      case BROKEN_OFF -> brokenOff();
      case STORE_UNAVAILABLE ->
          problem(503, "MEDIA_STORE_UNAVAILABLE", "Files cannot be kept now.", detail)
              .withHeader("Retry-After", "30");
    };
  }

  /** The body ended before its end, or the next bytes did not come. */
  static Problem of(IOException failure) {
    return String.valueOf(failure.getMessage()).startsWith("Timeout")
        ? Problem.bodyTooLate()
        : brokenOff();
  }

  static Problem brokenOff() {
    return Problem.badRequest(400, "The body broke off.");
  }

  /** Its message is known; the file is not, or not any more. */
  static Problem gone() {
    return problem(
        410,
        "MEDIA_GONE",
        "The file is not here any more.",
        "Files are deleted when their time is over, or by the operator.");
  }

  static Problem notFound() {
    return problem(
        404,
        "MEDIA_NOT_FOUND",
        "The message has no file here.",
        "It brought none, or it was not kept, or it has not been fetched yet.");
  }

  static Problem wrongType(String field, String detail) {
    return Problem.invalid(List.of(new FieldError(field, detail)));
  }

  private static Problem problem(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, List.of(), Map.of(), Map.of());
  }
}
