package org.openwa.http;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.openwa.memory.MemoryBoard;
import org.openwa.memory.SessionMemory;
import org.openwa.model.SessionId;
import org.openwa.session.SessionDirectory;
import org.openwa.session.SessionDirectory.Listing;
import org.openwa.session.SessionDirectory.Order;
import org.openwa.session.SessionDirectory.Query;
import org.openwa.session.SessionStatus;
import org.openwa.session.SessionView;

/** {@code GET /api/sessions} */
final class SessionList {

  private static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_OFFSET = 1_000_000;

  private static final Sort BY_ID = new ByColumn(Order.ID, false);

  private static final Map<String, Sort> SORTS =
      Map.of(
          "id", BY_ID,
          "-id", new ByColumn(Order.ID, true),
          "createdAt", new ByColumn(Order.CREATED_AT, false),
          "-createdAt", new ByColumn(Order.CREATED_AT, true),
          "status", new ByColumn(Order.STATUS, false),
          "-status", new ByColumn(Order.STATUS, true),
          "memory", new ByMemory(true),
          "-memory", new ByMemory(false));

  private sealed interface Sort {}

  private record ByColumn(Order order, boolean descending) implements Sort {}

  /** Done here: the directory does not know how large they are. */
  private record ByMemory(boolean largestFirst) implements Sort {}

  /**
   * What is asked for.
   *
   * @param among the sessions that the caller's key is limited to; empty where it is not
   */
  private record Page(
      Set<SessionId> among, Optional<SessionStatus> status, Sort sort, int limit, int offset) {}

  private final SessionDirectory directory;
  private final AllSessions whole;
  private final Statistics statistics;
  private final MemoryBoard memory;

  SessionList(
      SessionDirectory directory, AllSessions whole, Statistics statistics, MemoryBoard memory) {
    this.directory = directory;
    this.whole = whole;
    this.statistics = statistics;
    this.memory = memory;
  }

  CompletionStage<HttpResponse> answer(Call call) {
    Page page = page(call);
    return listing(page)
        .thenCompose(found ->
            statistics
                .of(found.sessions())
                .thenApply(shown -> Answers.list(shown, found.total(), next(call, page, found))));
  }

  private static Page page(Call call) {
    QueryFields fields = call.query();
    Page page =
        new Page(
            call.caller().map(caller -> caller.limits().sessions()).orElse(Set.of()),
            fields.choice("status", SessionStatus.values()),
            fields.choice("sort", SORTS).orElse(BY_ID),
            fields.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT),
            fields.number("offset", 0, MAX_OFFSET, 0));
    fields.finish();
    return page;
  }

  private CompletionStage<Listing> listing(Page page) {
    return switch (page.sort()) {
      case ByColumn(var order, var descending) ->
          directory.list(
              new Query(
                  page.among(), page.status(), order, descending, page.limit(), page.offset()));
      case ByMemory(var largestFirst) ->
          whole
              .of(page.status())
              .thenApply(all ->
                  all.stream()
                      .filter(each -> page.among().isEmpty() || page.among().contains(each.id()))
                      .toList())
              .thenApply(all ->
                  new Listing(
                      all.stream()
                          .sorted(bySize(largestFirst))
                          .skip(page.offset())
                          .limit(page.limit())
                          .toList(),
                      all.size()));
    };
  }

  /** What was not measured comes last either way. */
  private Comparator<SessionView> bySize(boolean largestFirst) {
    Map<SessionId, SessionMemory> measured = memory.sessions();
    return Comparator.comparingLong(
            (SessionView session) -> {
              OptionalLong size =
                  Optional.ofNullable(measured.get(session.id()))
                      .map(SessionMemory::size)
                      .orElse(OptionalLong.empty());
              return size.isEmpty()
                  ? Long.MAX_VALUE
                  : largestFirst ? -size.getAsLong() : size.getAsLong();
            })
        .thenComparing(session -> session.id().value());
  }

  private static Optional<String> next(Call call, Page page, Listing found) {
    int end = page.offset() + page.limit();
    return end < found.total() && end <= MAX_OFFSET
        ? Optional.of(PageLink.next(call.request(), "offset", Integer.toString(end)))
        : Optional.empty();
  }
}
