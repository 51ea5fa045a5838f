package org.openwa.webhook.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.openwa.event.DeliveryOrder;
import org.openwa.webhook.Delivery;
import org.openwa.webhook.Webhook;

/**
 * Picks what is due at a webhook, in the caller's transaction. The head of a lane is what nothing
 * open of its lane comes before; what was made due anew has lanes of its own, so that it keeps
 * nothing fresh back.
 */
final class OutboxClaim {

  /** After so many failures an event no longer keeps back what follows in its lane. */
  private static final int OVERTAKEN_AFTER = 4;

  /** So many of one lane are claimed at once, and of all lanes together. */
  private static final int RUN = 32;

  private static final int MOST = 512;

  private static final int FIRST_WINDOW = 1_024;
  private static final int GROWTH = 8;

  private final Handle handle;
  private final Webhook webhook;
  private final Instant now;

  OutboxClaim(Handle handle, Webhook webhook, Instant now) {
    this.handle = handle;
    this.webhook = webhook;
    this.now = now;
  }

  /**
   * A row that is due if its lane lets it.
   *
   * @param taken whether somebody has it: then its lane goes on behind it
   */
  private record Candidate(
      long position, String eventId, String kind, int attempts, String lane, boolean taken) {}

  /** How many failures of a webhook's event keep back what follows in its lane. */
  static int patience(Webhook webhook) {
    return webhook.order() == DeliveryOrder.STRICT ? Integer.MAX_VALUE : OVERTAKEN_AFTER;
  }

  /** What was never tried: heads of lanes, each with what follows it. */
  List<Delivery> fresh(int lanes) {
    return withBodies(pick("pending", false, lanes, RUN), false);
  }

  /** What was tried before, then what is to be delivered again; no two of a lane. */
  List<Delivery> again(int limit) {
    List<Delivery> found = new ArrayList<>(withBodies(pick("failed", false, limit, 1), false));
    found.addAll(withBodies(pick("failed", true, limit - found.size(), 1), true));
    found.addAll(withBodies(pick("pending", true, limit - found.size(), 1), true));
    return found;
  }

  /**
   * Looks at more and more rows, in their order, until there are enough heads. A lane whose first
   * row is no head has none, so it is not looked at again.
   */
  private List<Candidate> pick(String status, boolean requeued, int lanes, int run) {
    List<Candidate> picked = new ArrayList<>();
    Map<String, Integer> runs = new HashMap<>();
    Set<String> seen = new HashSet<>();
    int window = FIRST_WINDOW;
    boolean rest = lanes > 0;
    while (rest) {
      List<Candidate> rows = candidates(status, requeued, seen, window);
      Map<String, Long> open = firstOpen(status, requeued, rows);
      for (Candidate row : rows) {
        if (picked.size() == MOST) {
          return picked;
        }
        boolean free =
            !row.taken() && row.position() <= open.getOrDefault(row.lane(), Long.MAX_VALUE);
        boolean opens = free && runs.size() < lanes && seen.add(row.lane());
        if (opens || (free && runs.getOrDefault(row.lane(), run) < run)) {
          runs.merge(row.lane(), 1, Integer::sum);
          picked.add(row);
        } else {
          seen.add(row.lane());
          runs.computeIfPresent(row.lane(), (_, _) -> run);
        }
      }
      rest = rows.size() == window && runs.size() < lanes;
      window *= GROWTH;
    }
    return picked;
  }

  /**
   * What was never tried is read with what of it is taken, whose lanes go on behind it; so nothing
   * needs to be looked for in front of each row.
   */
  private static final String CANDIDATES =
      """
      SELECT d.position, d.event_id, d.kind, d.attempt, d.lane,
        (d.claimed_until IS NOT NULL AND d.claimed_until > :now) AS taken
      FROM delivery d
      WHERE d.webhook_id = :webhook AND d.status = :status AND d.requeued = :requeued
        AND (d.status = 'pending' OR (d.next_attempt_at <= :now
          AND (d.claimed_until IS NULL OR d.claimed_until <= :now)))
        AND NOT d.lane = ANY(:without)
      ORDER BY d.position LIMIT :limit
      """;

  private List<Candidate> candidates(
      String status, boolean requeued, Collection<String> without, int limit) {
    return handle
        .createQuery(CANDIDATES)
        .bind("webhook", webhook.id().value())
        .bind("status", status)
        .bind("requeued", requeued)
        .bind("now", now)
        .bindArray("without", String.class, List.copyOf(without))
        .bind("limit", limit)
        .map((row, _) ->
            new Candidate(
                row.getLong("position"),
                row.getString("event_id"),
                row.getString("kind"),
                row.getInt("attempt"),
                row.getString("lane"),
                row.getBoolean("taken")))
        .list();
  }

  /** The first of each lane that keeps back what follows it, as far as the rows do not tell it. */
  private Map<String, Long> firstOpen(String status, boolean requeued, List<Candidate> rows) {
    Map<String, Long> first = new HashMap<>();
    Set<String> lanes = rows.stream().map(Candidate::lane).collect(Collectors.toSet());
    if (!lanes.isEmpty()) {
      firstOpen("failed", requeued, lanes, first);
      if (status.equals("failed")) {
        firstOpen("pending", requeued, lanes, first);
      }
    }
    return first;
  }

  /**
   * The statuses are asked for one by one, and {@code requeued} in a way that no index helps with:
   * the index that begins with the lane is the one to take.
   */
  private static final String FIRST_OPEN =
      """
      SELECT lane, min(position) AS first FROM delivery
      WHERE webhook_id = :webhook AND status = :status AND lane = ANY(:lanes)
        AND attempt <= :patience AND requeued IS NOT DISTINCT FROM :requeued
      GROUP BY lane
      """;

  private void firstOpen(
      String status, boolean requeued, Set<String> lanes, Map<String, Long> first) {
    handle
        .createQuery(FIRST_OPEN)
        .bind("webhook", webhook.id().value())
        .bind("status", status)
        .bindArray("lanes", String.class, List.copyOf(lanes))
        .bind("patience", patience(webhook))
        .bind("requeued", requeued)
        .map((row, _) -> Map.entry(row.getString("lane"), row.getLong("first")))
        .forEach(each -> first.merge(each.getKey(), each.getValue(), Math::min));
  }

  private List<Delivery> withBodies(List<Candidate> picked, boolean requeued) {
    if (picked.isEmpty()) {
      return List.of();
    }
    Map<String, String> bodies =
        handle
            .createQuery("SELECT id, body FROM event WHERE id = ANY(:ids)")
            .bindArray("ids", String.class, picked.stream().map(Candidate::eventId).toList())
            .map((row, _) -> Map.entry(row.getString("id"), row.getString("body")))
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    List<Delivery> deliveries = new ArrayList<>();
    for (Candidate row : picked) {
      String body = bodies.get(row.eventId());
      if (body != null) {
        deliveries.add(
            new Delivery(
                row.position(),
                row.eventId(),
                row.kind(),
                row.attempts(),
                requeued,
                row.lane(),
                body));
      }
    }
    return deliveries;
  }
}
