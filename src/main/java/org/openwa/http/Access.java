package org.openwa.http;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.jspecify.annotations.Nullable;
import org.openwa.access.ApiKeys;
import org.openwa.access.Caller;
import org.openwa.access.Limits;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;

/**
 * Finds out who calls, and whether they may. A key is taken from two headers and never from the
 * URL, which is logged.
 */
final class Access {

  private static final String BEARER = "bearer ";

  private final ApiKeys keys;

  Access(ApiKeys keys) {
    this.keys = keys;
  }

  /** Fails with a {@link ProblemException} where there is no valid key. */
  CompletionStage<Caller> caller(HttpRequest request) {
    String presented = presented(request).orElseThrow(() -> Problem.unauthorized().exception());
    return keys.caller(presented)
        .thenApply(found -> found.orElseThrow(() -> Problem.unauthorized().exception()));
  }

  /**
   * Refuses what the key's networks, its role, or its limits do not permit. A route that does not
   * say that it looks at the limits by itself is open to a limited key only where its path names a
   * session, or a chat, that the key may use.
   *
   * @throws ProblemException saying which of them it is
   */
  static void require(
      Endpoint endpoint, Caller caller, Map<String, String> path, Optional<InetAddress> address) {
    Limits limits = caller.limits();
    if (!limits.networks().isEmpty() && !address.map(limits::permit).orElse(false)) {
      throw AccessProblem.addressNotAllowed().exception();
    }
    endpoint
        .role()
        .filter(needed -> !caller.role().includes(needed))
        .ifPresent(needed -> {
          throw Problem.forbidden(needed).exception();
        });
    if (!limits.sessions().isEmpty()) {
      requireSession(endpoint, limits, path.get(Call.SESSION));
    }
    if (!limits.chats().isEmpty()) {
      requireChat(endpoint, limits, path.get(Call.CHAT));
    }
  }

  private static void requireSession(Endpoint endpoint, Limits limits, @Nullable String session) {
    if (session == null) {
      requireOwnCheck(endpoint);
    } else if (!SessionId.SYNTAX.matcher(session).matches()
        || !limits.permit(new SessionId(session))) {
      throw AccessProblem.sessionNotAllowed().exception();
    }
  }

  private static void requireChat(Endpoint endpoint, Limits limits, @Nullable String chat) {
    if (chat == null) {
      requireOwnCheck(endpoint);
    } else if (!ChatId.parse(chat).map(limits::permit).orElse(false)) {
      throw AccessProblem.chatNotAllowed().exception();
    }
  }

  private static void requireOwnCheck(Endpoint endpoint) {
    if (!endpoint.checksLimits()) {
      throw AccessProblem.keyIsLimited().exception();
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
