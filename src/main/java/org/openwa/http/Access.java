package org.openwa.http;

import java.util.Locale;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.openwa.access.ApiKeys;
import org.openwa.access.Caller;
import org.openwa.access.Role;

/** Finds out who calls. A key is taken from two headers and never from the URL, which is logged. */
final class Access {

  private static final String BEARER = "bearer ";

  private final ApiKeys keys;

  Access(ApiKeys keys) {
    this.keys = keys;
  }

  /**
   * @throws ProblemException where there is no valid key
   */
  Caller caller(HttpRequest request) {
    return presented(request)
        .flatMap(keys::caller)
        .orElseThrow(() -> Problem.unauthorized().exception());
  }

  /**
   * @throws ProblemException where the caller's role is too low
   */
  static void require(Role role, Caller caller) {
    if (!caller.role().includes(role)) {
      throw Problem.forbidden(role).exception();
    }
  }

  private static Optional<String> presented(HttpRequest request) {
    return request
        .getHeader("x-api-key")
        .map(HttpHeader::value)
        .or(() -> request.getHeader("authorization").map(HttpHeader::value).flatMap(Access::token));
  }

  private static Optional<String> token(String credentials) {
    return credentials.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? Optional.of(credentials.substring(BEARER.length()).strip())
        : Optional.empty();
  }
}
