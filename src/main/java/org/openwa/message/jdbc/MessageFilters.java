package org.openwa.message.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openwa.database.DatabaseSettings.Adapter;
import org.openwa.message.MessageQuery;

/**
 * The conditions of a query over table {@code message}, its cursor left out.
 *
 * <p>There is an index for each of {@code chat_id}, {@code type} and {@code status}, which begins
 * with the session and goes on with the order of the list. The first of them that the query names
 * leads: it and the time are found in its index, the rest by reading rows.
 */
final class MessageFilters {

  private final Optional<String> leading;
  private final List<String> indexed = new ArrayList<>();
  private final List<String> rest = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();

  MessageFilters(MessageQuery query, Adapter adapter) {
    this.leading =
        Stream.of(
                query.chat().map(_ -> "chat_id"),
                query.type().map(_ -> "type"),
                query.status().map(_ -> "status"))
            .flatMap(Optional::stream)
            .findFirst();
    is("session_id", query.session().value());
    query.chat().ifPresent(chat -> is("chat_id", chat.value()));
    query.type().ifPresent(type -> is("type", type));
    query.status().ifPresent(status -> is("status", status.name()));
    query.fromMe().ifPresent(fromMe -> is("from_me", fromMe));
    query.after().ifPresent(after -> time(">=", "after", after.getEpochSecond()));
    query.before().ifPresent(before -> time("<", "before", before.getEpochSecond()));
    query
        .text()
        .ifPresent(text -> {
          TextSearch search = TextSearch.of(text, adapter);
          rest.add(search.condition());
          values.putAll(search.values());
        });
  }

  private void is(String column, Object value) {
    boolean leads = column.equals("session_id") || leading.equals(Optional.of(column));
    (leads ? indexed : rest).add(column + " = :" + column);
    values.put(column, value);
  }

  private void time(String comparison, String name, long second) {
    indexed.add("wa_timestamp " + comparison + " :" + name);
    values.put(name, second);
  }

  String all() {
    return String.join(" AND ", Stream.concat(indexed.stream(), rest.stream()).toList());
  }

  /** Those that one index answers by itself. */
  String indexed() {
    return String.join(" AND ", indexed);
  }

  /** Those that are left; empty where there are none. */
  Optional<String> rest() {
    return rest.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", rest));
  }

  Map<String, Object> values() {
    return values;
  }

  /**
   * Newest first. The columns before the time have one value each; they name the index to H2, which
   * takes one for the order only where it is the same from its first column on.
   */
  String order() {
    return "session_id, "
        + leading.map(column -> column + ", ").orElse("")
        + "wa_timestamp DESC, position DESC";
  }
}
