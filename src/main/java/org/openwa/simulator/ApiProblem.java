package org.openwa.simulator;

/** A request that is answered with a status, a stable code and a sentence. */
final class ApiProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  ApiProblem(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static ApiProblem invalid(String message) {
    return new ApiProblem(400, "INVALID", message);
  }

  static ApiProblem notFound(String message) {
    return new ApiProblem(404, "NOT_FOUND", message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
