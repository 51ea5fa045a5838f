package org.openwa.transfer;

import java.util.Map;
import java.util.Set;

/**
 * Seals the values that nobody may read in an export. Whoever seals binds a value to its column, so
 * that it opens nowhere else.
 */
public interface Secrecy {

  /**
   * The columns whose values are sealed. What the vault and the keys of callers hold is already.
   */
  Map<String, Set<String>> COLUMNS =
      Map.of("webhook", Set.of("secret", "former_secret", "headers"));

  String seal(String table, String column, String plain);

  /**
   * The opposite.
   *
   * @throws RuntimeException whose message is for the operator, where the key is missing or the
   *     text was changed
   */
  String open(String table, String column, String sealed);

  static boolean isSecret(String table, String column) {
    return COLUMNS.getOrDefault(table, Set.of()).contains(column);
  }
}
