package org.openwa.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openwa.model.SessionId;
import org.openwa.session.SessionConfig;

/** What callers write about sessions. */
final class SessionBody {

  private static final int MAX_NAME = 100;

  private SessionBody() {}

  /** A wish for a new session. */
  record Create(
      Optional<SessionId> id, Optional<String> name, SessionConfig config, boolean start) {}

  /** A merge patch: what is null stays. */
  record Patch(@Nullable String name, @Nullable SessionConfig config) {}

  static Create create(JsonFields body) {
    Optional<SessionId> id =
        body.parsed(
            "id",
            SessionBody::parseId,
            "1 to 64 letters, digits, - or _, and begin with a letter or digit");
    Optional<String> name = body.text("name", 1, MAX_NAME);
    SessionConfig config =
        body.object("config").map(SessionBody::config).orElse(SessionConfig.DEFAULT);
    boolean start = body.flag("start").orElse(true);
    body.finish();
    return new Create(id, name, config, start);
  }

  /** In a merge patch null means: as if it had never been set. */
  static Patch patch(JsonFields body, SessionId session) {
    Optional<String> name = body.text("name", 1, MAX_NAME);
    Optional<JsonFields> given = body.object("config");
    Optional<SessionConfig> config = given.map(SessionBody::config);
    boolean forgetName = body.isNull("name");
    boolean forgetConfig = body.isNull("config");
    boolean unchanged = given.map(fields -> !fields.has("autoReconnect")).orElse(true);
    body.finish();
    return new Patch(
        forgetName ? session.value() : name.orElse(null),
        forgetConfig ? SessionConfig.DEFAULT : unchanged ? null : config.orElse(null));
  }

  private static SessionConfig config(JsonFields fields) {
    return new SessionConfig(
        fields.flag("autoReconnect").orElse(SessionConfig.DEFAULT.autoReconnect()));
  }

  private static Optional<SessionId> parseId(String text) {
    return Optional.of(text)
        .filter(id -> SessionId.SYNTAX.matcher(id).matches())
        .map(SessionId::new);
  }
}
