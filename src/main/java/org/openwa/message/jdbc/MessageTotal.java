package org.openwa.message.jdbc;

import org.jdbi.v3.core.Handle;
import org.openwa.message.MessageCounts;
import org.openwa.message.MessageQuery;
import org.openwa.model.Total;

/**
 * How many messages a query finds, in a time that does not grow with the table: out of the kept
 * counts where these say it, and else by counting up to a bound.
 */
record MessageTotal(MessageQuery query, MessageFilters filters) {

  /** Where rows have to be read for it. */
  private static final int READING_BOUND = 1_000;

  /**
   * @param seen how many there are at least
   */
  Total count(Handle handle, int seen) {
    if (query.text().isPresent()) {
      // To find a frequent word everywhere takes longer than the page itself.
      return new Total(seen, false);
    }
    boolean isNarrowed =
        query.chat().isPresent()
            || query.type().isPresent()
            || query.status().isPresent()
            || query.after().isPresent()
            || query.before().isPresent();
    return isNarrowed ? narrowed(handle) : kept(handle);
  }

  private Total kept(Handle handle) {
    MessageCounts counts = CountRows.find(handle, query.session());
    long count =
        query
            .fromMe()
            .map(fromMe -> fromMe ? counts.sent() : counts.received())
            .orElseGet(() -> counts.sent() + counts.received());
    return new Total(count, true);
  }

  private Total narrowed(Handle handle) {
    return filters.rest().map(rest -> amongNewest(handle, rest)).orElseGet(() -> ofIndex(handle));
  }

  /** Reads no more rows than the bound, however few of them pass the other filters. */
  private Total amongNewest(Handle handle, String rest) {
    return handle
        .createQuery(
            "SELECT count(*) AS candidates, count(CASE WHEN "
                + rest
                + " THEN 1 END) AS found FROM (SELECT chat_id, type, status, from_me FROM message"
                + " WHERE "
                + filters.indexed()
                + " ORDER BY "
                + filters.order()
                + " LIMIT :bound) AS newest")
        .bindMap(filters.values())
        .bind("bound", READING_BOUND + 1)
        .map((row, _) ->
            new Total(
                Math.min(row.getLong("found"), READING_BOUND),
                row.getLong("candidates") <= READING_BOUND))
        .one();
  }

  private Total ofIndex(Handle handle) {
    long found =
        handle
            .createQuery(
                "SELECT count(*) FROM (SELECT 1 FROM message WHERE "
                    + filters.indexed()
                    + " LIMIT :bound) AS found")
            .bindMap(filters.values())
            .bind("bound", Total.BOUND + 1)
            .mapTo(Long.class)
            .one();
    return Total.upTo(found, Total.BOUND);
  }
}
