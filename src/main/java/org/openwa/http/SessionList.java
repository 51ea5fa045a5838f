package org.openwa.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.session.SessionDirectory;
import org.openwa.session.SessionDirectory.Listing;
import org.openwa.session.SessionDirectory.Order;
import org.openwa.session.SessionDirectory.Query;
import org.openwa.session.SessionStatus;

/** {@code GET /api/sessions} */
final class SessionList {

  private static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_OFFSET = 1_000_000;

  private static final Sort BY_ID = new Sort(Order.ID, false);

  /** While no memory is measured it is the same for all, and equal ones are sorted by id. */
  private static final Map<String, Sort> SORTS =
      Map.of(
          "id", BY_ID,
          "-id", new Sort(Order.ID, true),
          "createdAt", new Sort(Order.CREATED_AT, false),
          "-createdAt", new Sort(Order.CREATED_AT, true),
          "status", new Sort(Order.STATUS, false),
          "-status", new Sort(Order.STATUS, true),
          "memory", BY_ID,
          "-memory", BY_ID);

  private record Sort(Order order, boolean descending) {}

  private final SessionDirectory directory;
  private final Statistics statistics;

  SessionList(SessionDirectory directory, Statistics statistics) {
    this.directory = directory;
    this.statistics = statistics;
  }

  CompletionStage<HttpResponse> answer(Call call) {
    Query query = query(call.query());
    return directory
        .list(query)
        .thenCompose(found ->
            statistics
                .of(found.sessions())
                .thenApply(shown -> Answers.list(shown, found.total(), next(call, query, found))));
  }

  private static Query query(QueryFields fields) {
    Sort sort = fields.choice("sort", SORTS).orElse(BY_ID);
    Query query =
        new Query(
            fields.choice("status", SessionStatus.values()),
            sort.order(),
            sort.descending(),
            fields.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT),
            fields.number("offset", 0, MAX_OFFSET, 0));
    fields.finish();
    return query;
  }

  private static Optional<String> next(Call call, Query query, Listing found) {
    int end = query.offset() + query.limit();
    return end < found.total() && end <= MAX_OFFSET
        ? Optional.of(PageLink.next(call.request(), "offset", Integer.toString(end)))
        : Optional.empty();
  }
}
