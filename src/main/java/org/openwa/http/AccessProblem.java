package org.openwa.http;

import java.util.List;
import java.util.Map;
import org.openwa.access.ApiKey;

/** Problems with keys, and with what they may reach. */
final class AccessProblem {

  private AccessProblem() {}

  static Problem sessionNotAllowed() {
    return problem(
        403,
        "SESSION_NOT_ALLOWED",
        "The key may not use this session.",
        "It is limited to others, whether this one exists or not.");
  }

  static Problem chatNotAllowed() {
    return problem(
        403,
        "CHAT_NOT_ALLOWED",
        "The key may not use this chat.",
        "It is limited to some chats: name one of them.");
  }

  static Problem keyIsLimited() {
    return problem(
        403,
        "KEY_IS_LIMITED",
        "The key may not do this.",
        "It is about more than the sessions or chats that the key is limited to.");
  }

  static Problem addressNotAllowed() {
    return problem(
        403,
        "ADDRESS_NOT_ALLOWED",
        "The key may not be used from this address.",
        "It is limited to some networks.");
  }

  static Problem keyNotFound() {
    return problem(
        404, "KEY_NOT_FOUND", "There is no such key.", "It was revoked, or never was one.");
  }

  static Problem tooManyKeys() {
    return problem(
        409,
        "KEY_LIMIT_REACHED",
        "There are too many keys.",
        "There may be " + ApiKey.MAX + ": revoke some that are not used.");
  }

  static Problem lastAdmin() {
    return problem(
        409,
        "LAST_ADMIN",
        "The last admin cannot be removed.",
        "This is the key of the settings (OPENWA_API_KEY, or data/api-key): change it there.");
  }

  private static Problem problem(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, List.of(), Map.of(), Map.of());
  }
}
