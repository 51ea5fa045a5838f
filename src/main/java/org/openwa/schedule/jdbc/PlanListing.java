package org.openwa.schedule.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.openwa.model.Total;
import org.openwa.schedule.PlanId;
import org.openwa.schedule.PlanPage;
import org.openwa.schedule.PlanQuery;

/**
 * One page of a list of plans. Its cursor is the last plan of the page before: it stays where it is
 * as long as its session does.
 *
 * @param select all columns, from a table that is called {@code p}
 * @param table the table by its name
 * @param behindCursor the condition on what comes behind the plan {@code :behind}
 * @param order of the list
 */
record PlanListing<T>(
    String select,
    String table,
    String behindCursor,
    String order,
    RowMapper<T> mapper,
    Function<T, PlanId> id) {

  PlanPage<T> page(Handle handle, PlanQuery query) {
    List<T> found = rows(handle, query);
    boolean isLast = found.size() <= query.limit();
    List<T> shown = isLast ? found : found.subList(0, query.limit());
    return new PlanPage<>(
        shown,
        isLast && query.behind().isEmpty() ? new Total(found.size(), true) : total(handle, query),
        isLast ? Optional.empty() : Optional.of(id.apply(shown.getLast())));
  }

  private List<T> rows(Handle handle, PlanQuery query) {
    Query rows =
        bind(
                handle.createQuery(
                    select
                        + conditions(query)
                        + query.behind().map(_ -> " AND " + behindCursor).orElse("")
                        + " ORDER BY "
                        + order
                        + " LIMIT :limit"),
                query)
            .bind("limit", query.limit() + 1);
    query.behind().ifPresent(behind -> rows.bind("behind", behind.value()));
    return rows.map(mapper).list();
  }

  private Total total(Handle handle, PlanQuery query) {
    Query count =
        handle.createQuery(
            "SELECT count(*) FROM (SELECT 1 FROM "
                + table
                + " p"
                + conditions(query)
                + " LIMIT :bound) AS found");
    return Total.upTo(
        bind(count, query).bind("bound", Total.BOUND + 1).mapTo(Long.class).one(), Total.BOUND);
  }

  private static String conditions(PlanQuery query) {
    return " WHERE p.session_id = :session"
        + query.status().map(_ -> " AND p.status = :status").orElse("");
  }

  private static Query bind(Query statement, PlanQuery query) {
    statement.bind("session", query.session().value());
    query.status().ifPresent(status -> statement.bind("status", status.name()));
    return statement;
  }
}
