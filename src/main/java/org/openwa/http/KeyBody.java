package org.openwa.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openwa.access.ApiKey;
import org.openwa.access.Limits;
import org.openwa.access.Role;
import org.openwa.egress.Cidr;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;

/** A wish for a key. */
final class KeyBody {

  private static final int MAX_NAME = 100;
  private static final int MAX_LIMITS = 100;

  private KeyBody() {}

  static ApiKey read(JsonFields body, String id, String createdBy, Instant now) {
    Optional<String> name = body.requiredText("name", 1, MAX_NAME);
    Optional<Role> role =
        body.requiredParsed("role", KeyBody::role, "VIEWER, SENDER, OPERATOR or ADMIN");
    Set<SessionId> sessions =
        body.parsedList("allowedSessions", MAX_LIMITS, KeyBody::session, "ids of sessions")
            .orElse(Set.of());
    Set<ChatId> chats =
        body.parsedList("allowedChats", MAX_LIMITS, ChatId::parse, "phone numbers or chat ids")
            .orElse(Set.of());
    Set<Cidr> networks =
        body.parsedList(
                "allowedIps", MAX_LIMITS, KeyBody::network, "addresses, or ranges like 10.0.0.0/8")
            .orElse(Set.of());
    Optional<Instant> expiresAt =
        body.parsed(
            "expiresAt",
            text -> time(text).filter(now::isBefore),
            "a time to come, like 2030-01-31T12:00:00.000Z");
    body.finish();
    return new ApiKey(
        id,
        name.orElseThrow(),
        role.orElseThrow(),
        new Limits(sessions, chats, List.copyOf(networks)),
        expiresAt,
        now,
        createdBy,
        Optional.empty());
  }

  private static Optional<Role> role(String text) {
    return Arrays.stream(Role.values()).filter(role -> role.name().equals(text)).findFirst();
  }

  private static Optional<SessionId> session(String text) {
    return Optional.of(text)
        .filter(id -> SessionId.SYNTAX.matcher(id).matches())
        .map(SessionId::new);
  }

  private static Optional<Cidr> network(String text) {
    try {
      return Optional.of(Cidr.parseRangeOrAddress(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
