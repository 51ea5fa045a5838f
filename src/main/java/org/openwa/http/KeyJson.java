package org.openwa.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openwa.access.ApiKey;
import org.openwa.access.FixedKey;
import org.openwa.access.KeyText;
import org.openwa.access.Role;
import org.openwa.egress.Cidr;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;

/** A key in JSON, without what makes it one. */
record KeyJson(
    String id,
    String name,
    Role role,
    @Nullable String keyPrefix,
    List<String> allowedSessions,
    List<String> allowedChats,
    List<String> allowedIps,
    @Nullable Instant expiresAt,
    @Nullable Instant createdAt,
    @Nullable String createdBy,
    @Nullable Instant lastUsedAt) {

  static final KeyJson OF_SETTINGS =
      new KeyJson(
          FixedKey.ID,
          "admin",
          Role.ADMIN,
          null,
          List.of(),
          List.of(),
          List.of(),
          null,
          null,
          null,
          null);

  KeyJson {
    allowedSessions = List.copyOf(allowedSessions);
    allowedChats = List.copyOf(allowedChats);
    allowedIps = List.copyOf(allowedIps);
  }

  static KeyJson of(ApiKey key) {
    return new KeyJson(
        key.id(),
        key.name(),
        key.role(),
        "owa_" + key.id(),
        key.limits().sessions().stream().map(SessionId::value).sorted().toList(),
        key.limits().chats().stream().map(ChatId::value).sorted().toList(),
        key.limits().networks().stream().map(Cidr::toString).toList(),
        key.expiresAt().orElse(null),
        key.createdAt(),
        key.createdBy(),
        key.lastUsedAt().orElse(null));
  }

  /** The only answer that has the key itself. */
  record Minted(@JsonUnwrapped KeyJson about, String key) {

    static Minted of(ApiKey key, KeyText text) {
      return new Minted(KeyJson.of(key), text.reveal());
    }

    /** Without the key. */
    @Override
    public String toString() {
      return about.toString();
    }
  }
}
