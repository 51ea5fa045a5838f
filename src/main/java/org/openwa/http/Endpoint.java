package org.openwa.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.access.Role;

/**
 * One row of the API's table: a method on a path, who may use it, and what answers.
 *
 * @param path with {@code {name}} where a segment is a parameter
 * @param role the least that the caller's key must have; empty where no key is needed
 * @param checksLimits whether the handler itself looks at the limits of a key as far as the path
 *     does not say whom the call is about
 */
record Endpoint(
    HttpMethod method,
    String path,
    Optional<Role> role,
    RequestBody.Kind body,
    Handler handler,
    boolean checksLimits) {

  /** Answers a call, or fails with what {@link Problem#of(Throwable)} knows. */
  @FunctionalInterface
  interface Handler {
    CompletionStage<HttpResponse> answer(Call call);
  }

  private Endpoint(
      HttpMethod method, String path, Optional<Role> role, RequestBody.Kind body, Handler handler) {
    this(method, path, role, body, handler, false);
  }

  /** The same, whose handler looks at the limits of a key by itself. */
  Endpoint checkingLimits() {
    return new Endpoint(method, path, role, body, handler, true);
  }

  static Endpoint open(String path, Handler handler) {
    return new Endpoint(HttpMethods.GET, path, Optional.empty(), RequestBody.Kind.IGNORED, handler);
  }

  static Endpoint get(String path, Role role, Handler handler) {
    return new Endpoint(
        HttpMethods.GET, path, Optional.of(role), RequestBody.Kind.IGNORED, handler);
  }

  static Endpoint delete(String path, Role role, Handler handler) {
    return new Endpoint(
        HttpMethods.DELETE, path, Optional.of(role), RequestBody.Kind.IGNORED, handler);
  }

  /** A POST that needs no body. */
  static Endpoint trigger(String path, Role role, Handler handler) {
    return new Endpoint(HttpMethods.POST, path, Optional.of(role), RequestBody.Kind.EMPTY, handler);
  }

  /** A POST with a JSON body. */
  static Endpoint post(String path, Role role, Handler handler) {
    return new Endpoint(HttpMethods.POST, path, Optional.of(role), RequestBody.Kind.JSON, handler);
  }

  /** A POST whose body may be as large as a file, so that its handler reads it by itself. */
  static Endpoint upload(String path, Role role, Handler handler) {
    return new Endpoint(
        HttpMethods.POST, path, Optional.of(role), RequestBody.Kind.STREAMED, handler);
  }

  static Endpoint patch(String path, Role role, Handler handler) {
    return new Endpoint(
        HttpMethods.PATCH, path, Optional.of(role), RequestBody.Kind.MERGE_PATCH, handler);
  }

  /** The parameters of a path, decoded; empty where this is another path. */
  Optional<Map<String, String>> match(List<String> segments) {
    List<String> pattern = segments(path);
    if (pattern.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String expected = pattern.get(i);
      if (expected.startsWith("{")) {
        parameters.put(expected.substring(1, expected.length() - 1), segments.get(i));
      } else if (!expected.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  /** A request for the head is one for the rest too; the server leaves the body away. */
  boolean takes(HttpMethod asked) {
    return method.equals(asked)
        || (method.equals(HttpMethods.GET) && asked.equals(HttpMethods.HEAD));
  }

  /** For the Allow header. */
  static String allowed(List<Endpoint> endpoints) {
    List<String> names = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      names.add(endpoint.method.name());
      if (endpoint.takes(HttpMethods.HEAD)) {
        names.add("HEAD");
      }
    }
    return String.join(", ", names.stream().sorted().toList());
  }
}
