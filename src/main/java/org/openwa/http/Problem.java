package org.openwa.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.openwa.access.Role;
import org.openwa.database.DatabaseAway;
import org.openwa.database.SlowQuery;
import org.openwa.lease.StaleEpochException;
import org.openwa.media.MediaException;
import org.openwa.model.RequestId;
import org.openwa.session.SessionAwayException;
import org.openwa.session.SessionRefusal;
import org.openwa.session.SessionReply;
import org.openwa.webhook.Webhooks;

/**
 * An RFC 9457 problem. The only place where a refusal or an exception meets a status code; nothing
 * of an exception ever gets into the text.
 *
 * @param code stable; clients branch on it
 * @param extra members beside the ones of the RFC
 * @param headers of the answer
 */
record Problem(
    int status,
    String code,
    String title,
    String detail,
    List<FieldError> errors,
    Map<String, String> extra,
    Map<String, String> headers) {

  private static final String RETRY_AFTER = "Retry-After";

  Problem {
    errors = List.copyOf(errors);
    extra = Map.copyOf(extra);
    headers = Map.copyOf(headers);
  }

  /** What is written as JSON. */
  Map<String, Object> body(RequestId requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "urn:openwa:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'));
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    body.put("code", code);
    body.put("requestId", requestId.value());
    body.putAll(extra);
    if (!errors.isEmpty()) {
      body.put("errors", errors);
    }
    return body;
  }

  /** A refusal with its status; where the session has a status, it is said too. */
  static Problem of(SessionReply.Refused refused) {
    SessionRefusal refusal = refused.refusal();
    int status =
        switch (refusal) {
          case SESSION_NOT_FOUND -> 404;
          case SESSION_EXISTS, SESSION_NOT_READY, QR_NOT_AVAILABLE -> 409;
          case NUMBER_NOT_ON_WHATSAPP, SEND_REFUSED -> 422;
          case SESSION_UNAVAILABLE, CAPACITY_EXHAUSTED, DATABASE_UNAVAILABLE -> 503;
          case MEDIA_GONE -> 410;
          case PAGE_NO_ANSWER -> 504;
        };
    String detail = Objects.requireNonNullElse(refused.detail(), refusal.text());
    Problem problem = problem(status, refusal.name(), refusal.text(), detail);
    if (refused.status() != null) {
      problem = problem.with("sessionStatus", refused.status().name());
    }
    return status == 503 ? problem.withHeader(RETRY_AFTER, retryAfter(refusal)) : problem;
  }

  private static String retryAfter(SessionRefusal refusal) {
    return refusal == SessionRefusal.CAPACITY_EXHAUSTED ? "30" : "5";
  }

  /** A failure. Anything unexpected is INTERNAL, without a word about it. */
  static Problem of(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case ProblemException known -> known.problem();
      case EntityStreamSizeException _ -> bodyTooLarge();
      case MediaException media -> MediaProblem.of(media);
      case StaleEpochException _, SessionAwayException _ ->
          refused(SessionRefusal.SESSION_UNAVAILABLE);
      case TimeoutException _ -> noAnswer();
      default -> ofDatabase(cause);
    };
  }

  private static Problem ofDatabase(Throwable cause) {
    if (SlowQuery.isCauseOf(cause)) {
      return queryTooSlow();
    }
    return DatabaseAway.isCauseOf(cause)
        ? refused(SessionRefusal.DATABASE_UNAVAILABLE)
        : internal();
  }

  /** The database is well; what was asked of it takes longer than anybody waits. */
  private static Problem queryTooSlow() {
    return problem(
            503,
            "QUERY_TOO_SLOW",
            "The database did not find it in time.",
            "Narrow it down, by chat, type or time; the database itself is not away.")
        .withHeader(RETRY_AFTER, "30");
  }

  private static Problem refused(SessionRefusal refusal) {
    return of(new SessionReply.Refused(refusal, null, null));
  }

  static Problem internal() {
    return problem(
        500,
        "INTERNAL",
        "Something broke on our side.",
        "The log of the server knows more, under the requestId.");
  }

  static Problem invalid(List<FieldError> errors) {
    Problem problem =
        problem(
            400, "VALIDATION_FAILED", "The request is not valid.", "Each error names its field.");
    return new Problem(
        problem.status, problem.code, problem.title, problem.detail, errors, Map.of(), Map.of());
  }

  static Problem malformedJson(String detail) {
    return problem(400, "MALFORMED_JSON", "The body is not the JSON that we take.", detail);
  }

  static Problem badRequest(int status, String detail) {
    return problem(status, "BAD_REQUEST", "This is not a request that we understand.", detail);
  }

  static Problem unauthorized() {
    return problem(
            401,
            "UNAUTHORIZED",
            "A valid API key is needed.",
            "Send it as X-API-Key or as Authorization: Bearer.")
        .withHeader("WWW-Authenticate", "Bearer realm=\"openwa\"");
  }

  static Problem forbidden(Role needed) {
    return problem(
        403, "FORBIDDEN", "The key may not do this.", "It needs the role " + needed + ".");
  }

  static Problem notFound() {
    return problem(404, "NOT_FOUND", "There is nothing here.", "No route has this path.");
  }

  static Problem sessionNotFound() {
    return refused(SessionRefusal.SESSION_NOT_FOUND);
  }

  static Problem messageNotFound() {
    return problem(
        404, "MESSAGE_NOT_FOUND", "There is no such message.", "The session has none of this id.");
  }

  static Problem webhookNotFound() {
    return problem(
        404, "WEBHOOK_NOT_FOUND", "There is no such webhook.", "Nothing here has this id.");
  }

  static Problem deliveryNotFound() {
    return problem(
        404, "DELIVERY_NOT_FOUND", "There is no such delivery.", "The log has none of this id.");
  }

  static Problem nodeNotFound() {
    return problem(
        404, "NODE_NOT_FOUND", "There is no such node.", "GET /api/cluster names those there are.");
  }

  static Problem planNotFound() {
    return problem(
        404,
        "PLAN_NOT_FOUND",
        "There is no such scheduled message or bulk.",
        "The session has none of this id.");
  }

  static Problem tooLateToCancel(String status) {
    return problem(
            409,
            "TOO_LATE_TO_CANCEL",
            "It is being sent, or was.",
            "Only what is still pending can be cancelled.")
        .with("planStatus", status);
  }

  static Problem tooManyWebhooks() {
    return problem(
        409,
        "WEBHOOK_LIMIT_REACHED",
        "There are too many webhooks.",
        "A session may have " + Webhooks.MAX + ", and so may all sessions together.");
  }

  /** The same word as in the log of a webhook whose name leads to such an address. */
  static Problem blockedAddress() {
    return problem(
        400,
        "BLOCKED_ADDRESS",
        "The URL leads to an address that may not be dialled.",
        "Only public addresses are, and those that the operator allowed.");
  }

  static Problem methodNotAllowed(String allowed) {
    return problem(
            405, "METHOD_NOT_ALLOWED", "The path has no such method.", "It has " + allowed + ".")
        .withHeader("Allow", allowed);
  }

  static Problem bodyTooLate() {
    return problem(
        408, "REQUEST_TIMEOUT", "The body came too slowly.", "Nothing was changed; try again.");
  }

  static Problem bodyTooLarge() {
    return problem(
        413,
        "PAYLOAD_TOO_LARGE",
        "The body is too large.",
        "A JSON body may have " + RequestBody.MAX_BYTES + " bytes.");
  }

  static Problem unsupportedMediaType(String supported) {
    return problem(
            415,
            "UNSUPPORTED_MEDIA_TYPE",
            "We do not take a body of this type.",
            "Send " + supported + ", not compressed.")
        .withHeader("Accept", supported);
  }

  static Problem engineUnsupported(String detail) {
    return problem(501, "ENGINE_UNSUPPORTED", "We cannot do this yet.", detail);
  }

  static Problem noAnswer() {
    return problem(
        504,
        "TIMEOUT",
        "There was no answer in time.",
        "What was asked for may happen still, or not.");
  }

  private static Problem problem(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, List.of(), Map.of(), Map.of());
  }

  Problem with(String member, String value) {
    return new Problem(status, code, title, detail, errors, Map.of(member, value), headers);
  }

  Problem withHeader(String name, String value) {
    return new Problem(status, code, title, detail, errors, extra, Map.of(name, value));
  }

  ProblemException exception() {
    return new ProblemException(this);
  }
}
